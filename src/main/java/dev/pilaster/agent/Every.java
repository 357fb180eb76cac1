package dev.pilaster.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Something that is done now and then, on the thread of the turns. */
final class Every {
  private final Duration period;
  private final Clock clock;
  private final Runnable what;
  private Instant last;

  Every(Duration period, Clock clock, Runnable what) {
    this.period = period;
    this.clock = clock;
    this.what = what;
    this.last = clock.instant();
  }

  /** The same turn, and this before it when it is due. */
  <T> Function<String, T> before(Function<String, T> turn) {
    return trigger -> {
      if (!clock.instant().isBefore(last.plus(period))) {
        last = clock.instant();
        what.run();
      }
      return turn.apply(trigger);
    };
  }
}
