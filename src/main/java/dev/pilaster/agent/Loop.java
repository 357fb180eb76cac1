package dev.pilaster.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one turn after another: when something signals, when a turn asked to be woken, or now and
 * then.
 */
final class Loop implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  /** A look at everything even when nobody said that something happened: events are lost. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Function<String, Optional<Instant>> turn;
  private final Clock clock;
  private Optional<String> signal = Optional.of("start");
  private boolean stopped;

  /**
   * @param turn is given what triggered it, and answers when to come back
   */
  Loop(Function<String, Optional<Instant>> turn, Clock clock) {
    this.turn = turn;
    this.clock = clock;
  }

  /** Something happened; the next turn begins at once. */
  synchronized void signal(String trigger) {
    if (signal.isEmpty()) {
      signal = Optional.of(trigger);
    }
    notifyAll();
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  @Override
  public void run() {
    var wakeAt = clock.instant();
    for (var trigger = await(wakeAt); trigger.isPresent(); trigger = await(wakeAt)) {
      wakeAt = next(trigger.get());
    }
  }

  private Instant next(String trigger) {
    var idle = clock.instant().plus(IDLE);
    try {
      return turn.apply(trigger).filter(idle::isAfter).orElse(idle);
    } catch (RuntimeException e) {
      log.error("a turn failed by a fault of ours", e);
      return idle;
    }
  }

  /** What triggers the next turn; empty to stop. */
  private synchronized Optional<String> await(Instant wakeAt) {
    try {
      while (!stopped && signal.isEmpty() && clock.instant().isBefore(wakeAt)) {
        wait(Math.max(1, Duration.between(clock.instant(), wakeAt).toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    var trigger = signal.orElse("timer");
    signal = Optional.empty();
    return stopped ? Optional.empty() : Optional.of(trigger);
  }
}
