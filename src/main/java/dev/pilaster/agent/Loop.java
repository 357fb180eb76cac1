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
 * then. After each it rests for three times what the turn took: where much happens at once, one
 * turn sees more of it, and what the turns begin has a processor to run on.
 */
final class Loop implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  /** A look at everything even when nobody said that something happened: events are lost. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final int REST = 3;
  private static final Duration LONGEST_REST = Duration.ofMillis(250);

  private final Function<String, Optional<Instant>> turn;
  private final Clock clock;
  private Optional<String> signal = Optional.of("start");
  private boolean urgent;
  private boolean stopped;

  /**
   * @param turn is given what triggered it, and answers when to come back
   */
  Loop(Function<String, Optional<Instant>> turn, Clock clock) {
    this.turn = turn;
    this.clock = clock;
  }

  /** Something that is rare by itself happened; the next turn begins at once, without a rest. */
  synchronized void now(String trigger) {
    urgent = true;
    signal(trigger);
  }

  /** Something happened; the next turn begins as soon as the one before has been rested from. */
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
    var wake = new Wake(clock.instant(), clock.instant());
    for (var trigger = await(wake); trigger.isPresent(); trigger = await(wake)) {
      wake = next(trigger.get());
    }
  }

  /** When to look again: on a signal not before the one, without any at the other. */
  private record Wake(Instant rested, Instant idle) {}

  private Wake next(String trigger) {
    var began = clock.instant();
    var idle = began.plus(IDLE);
    var wakeAt = idle;
    try {
      wakeAt = turn.apply(trigger).filter(idle::isAfter).orElse(idle);
    } catch (RuntimeException e) {
      log.error("a turn failed by a fault of ours", e);
    }
    var rest = Duration.between(began, clock.instant()).multipliedBy(REST);
    var rested = clock.instant().plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    return new Wake(rested, wakeAt);
  }

  /** What triggers the next turn; empty to stop. */
  private synchronized Optional<String> await(Wake wake) {
    try {
      var until = until(wake);
      while (!stopped && clock.instant().isBefore(until)) {
        wait(Math.max(1, Duration.between(clock.instant(), until).toMillis()));
        until = until(wake);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    var trigger = signal.orElse("timer");
    signal = Optional.empty();
    urgent = false;
    return stopped ? Optional.empty() : Optional.of(trigger);
  }

  private Instant until(Wake wake) {
    var after = signal.isPresent() ? wake.rested() : wake.idle();
    return urgent ? Instant.MIN : after;
  }
}
