package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("outer")
class LoopTest {
  private static final Instant START = Instant.parse("2026-11-23T03:00:00Z");

  /** Every look at the clock takes a while: no test waits. */
  private Duration look = Duration.ofMillis(50);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  private final Clock clock =
      ((InstantSource) () -> now.updateAndGet(t -> t.plus(look))).withZone(ZoneOffset.UTC);

  private final List<Instant> begun = new ArrayList<>();
  private final List<String> triggers = new ArrayList<>();

  @Test
  void aTurnIsFollowedByARestThatIsLongerHoweverMuchHappens() {
    run(3, Duration.ofMillis(50));
    assertThat(between(0, 1)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    assertThat(between(1, 2)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    assertThat(triggers).containsExactly("start", "event", "event");
  }

  @Test
  void theRestAfterALongTurnIsShort() {
    run(2, Duration.ofSeconds(20));
    assertThat(between(0, 1)).isBetween(Duration.ofSeconds(20), Duration.ofMillis(20_500));
  }

  @Test
  void whatGitSaysDoesNotWaitForTheRest() {
    look = Duration.ofMillis(1);
    run(3, Duration.ofMillis(50), loop -> loop.now("poll"));
    assertThat(between(0, 1)).isLessThan(Duration.ofMillis(100));
    assertThat(between(1, 2)).isLessThan(Duration.ofMillis(100));
    assertThat(triggers).containsExactly("start", "poll", "poll");
  }

  private Duration between(int one, int other) {
    return Duration.between(begun.get(one), begun.get(other));
  }

  /** So many turns, each of which is signalled while it is taken. */
  private void run(int turns, Duration each) {
    run(turns, each, loop -> loop.signal("event"));
  }

  private void run(int turns, Duration each, Consumer<Loop> signalling) {
    var loop = new AtomicReference<Loop>();
    loop.set(
        new Loop(
            trigger -> {
              begun.add(now.get());
              triggers.add(trigger);
              now.updateAndGet(t -> t.plus(each));
              signalling.accept(loop.get());
              if (begun.size() == turns) {
                loop.get().stop();
              }
              return Optional.empty();
            },
            clock));
    loop.get().run();
  }
}
