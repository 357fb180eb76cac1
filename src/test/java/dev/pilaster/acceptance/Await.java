package dev.pilaster.acceptance;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a fact, with a deadline, and says what was there instead. */
final class Await {
  private static final Duration PACE = Duration.ofMillis(50);

  private final Supplier<String> diagnosis;

  /**
   * @param diagnosis how everything stands, for the message of a failure
   */
  Await(Supplier<String> diagnosis) {
    this.diagnosis = diagnosis;
  }

  void until(String fact, Duration bound, BooleanSupplier holds) {
    value(fact, bound, () -> holds.getAsBoolean() ? Optional.of(fact) : Optional.empty());
  }

  /** The first value that there is; an error while looking counts as none yet. */
  <T> T value(String fact, Duration bound, Supplier<Optional<T>> look) {
    var end = System.nanoTime() + bound.toNanos();
    var last = "";
    while (System.nanoTime() - end < 0) {
      try {
        var found = look.get();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (RuntimeException | AssertionError e) {
        last = "\nlast error: " + e;
      }
      rest(PACE);
    }
    var seconds = bound.toSeconds();
    throw new AssertionError(
        "not within %d s: %s%s\n%s".formatted(seconds, fact, last, diagnosis.get()));
  }

  static void rest(Duration period) {
    try {
      Thread.sleep(period.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
