package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.sim.Hands;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EveryTest {
  private final Hands clock = new Hands();
  private int done;

  @Test
  void whatIsDueIsDoneBeforeTheTurnAndNotBeforeItsTime() {
    var turn =
        new Every(Duration.ofMinutes(15), clock, () -> done++)
            .before(trigger -> Optional.of(trigger + " after " + done));
    assertThat(turn.apply("start")).contains("start after 0");
    clock.now = clock.now.plus(Duration.ofMinutes(15));
    assertThat(turn.apply("timer")).contains("timer after 1");
    assertThat(turn.apply("event")).contains("event after 1");
  }
}
