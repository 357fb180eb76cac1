package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Commit;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import dev.pilaster.sim.Fixtures;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread that asks git, with a git that answers at once and never by itself again. */
@Tag("outer")
class FeedTest {
  /** Less than what lies between two webhooks. */
  private static final Duration SOON = Duration.ofMillis(900);

  private static final Commit COMMIT =
      new Commit("main", "a".repeat(40), "Ada", "one", Instant.EPOCH);

  private final LinkedBlockingQueue<Instant> fetches = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Fetched> fetched = new LinkedBlockingQueue<>();
  private Optional<String> failure = Optional.empty();
  @TempDir private static Path dir;
  private final Store store = Store.open(dir.resolve(System.nanoTime() + ".db"));
  private final StandIn standIn = new StandIn(store, ".", Fixtures::slice, Clock.systemUTC());
  private final Feed feed =
      new Feed(
          this::snapshot,
          FeedTest::slice,
          sources -> new TreeMap<>(),
          standIn,
          () -> Duration.ofHours(1),
          Clock.systemUTC(),
          this::tell);
  private final Thread thread = new Thread(feed, "feed under test");

  private Snapshot snapshot() {
    fetches.add(Instant.now());
    failure.ifPresent(
        why -> {
          throw new HostException(HostException.Kind.TRANSIENT, why);
        });
    return Snapshot.of(COMMIT, new TreeMap<>());
  }

  private static Slice slice(Snapshot snapshot) {
    return new Slice(
        snapshot.commit(), Optional.empty(), List.of(), new TreeSet<>(), new TreeMap<>());
  }

  private void tell() {
    fetched.add(feed.latest());
  }

  private Fetched next() throws InterruptedException {
    return Optional.ofNullable(fetched.poll(20, TimeUnit.SECONDS)).orElseThrow();
  }

  @AfterEach
  void stop() throws InterruptedException {
    feed.stop();
    thread.join();
    store.close();
  }

  @Test
  void aCheckoutStandsInUntilGitAnswers() throws Exception {
    failure = Optional.of("no route");
    standIn.take(StandIns.checkout(dir.resolve("checkout")), "ada");
    thread.start();
    var away = next();
    assertThat(away.slice().map(Slice::commit).map(StandIn::is)).contains(true);
    assertThat(away.error().orElseThrow()).matches("no route; until then from /.*, by ada");
    failure = Optional.empty();
    feed.ask();
    assertThat(next().slice().map(Slice::commit)).contains(COMMIT);
    failure = Optional.of("no route");
    feed.ask();
    assertThat(next().slice().map(Slice::commit)).contains(COMMIT);
  }

  @Test
  void aPollIsOneOfItsOwn() throws InterruptedException {
    thread.start();
    assertThat(next().by()).isEqualTo("poll");
  }

  @Test
  void aWebhookMakesItLookAndIsNamed() throws InterruptedException {
    thread.start();
    next();
    feed.nudge();
    assertThat(next().by()).isEqualTo("webhook");
  }

  @Test
  void theFirstWebhookStartsAtOnceHoweverRecentThePollIs() throws InterruptedException {
    thread.start();
    next();
    var pushed = Instant.now();
    feed.nudge();
    next();
    assertThat(Duration.between(pushed, List.copyOf(fetches).get(1))).isLessThan(SOON);
  }

  @Test
  void betweenTwoWebhooksARequestOpensNoDoor() throws InterruptedException {
    thread.start();
    next();
    feed.nudge();
    next();
    feed.ask();
    next();
    feed.nudge();
    next();
    var times = List.copyOf(fetches);
    assertThat(Duration.between(times.get(1), times.get(3))).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void aFloodOfWebhooksIsOneLookASecond() throws InterruptedException {
    thread.start();
    next();
    for (var i = 0; i < 10_000; i++) {
      feed.nudge();
    }
    next();
    feed.nudge();
    next();
    assertThat(fetched).isEmpty();
    var times = List.copyOf(fetches);
    assertThat(Duration.between(times.get(1), times.get(2))).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void aRequestDoesNotWaitForItsTurn() throws InterruptedException {
    thread.start();
    next();
    var number = feed.ask();
    assertThat(next().asked()).isEqualTo(number);
    var times = List.copyOf(fetches);
    assertThat(times).hasSize(2);
  }

  @Test
  void whatCannotBeReadStaysAsItWas() throws InterruptedException {
    thread.start();
    var good = next();
    failure = Optional.of("connection refused");
    feed.ask();
    var bad = next();
    assertThat(bad.slice()).isEqualTo(good.slice());
    assertThat(bad.error()).contains("connection refused");
    assertThat(bad.polledAt()).isEqualTo(good.polledAt());
  }
}
