package dev.pilaster.host;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks again and again until it is so, or the time is over. */
final class Poll {
  private static final long PAUSE_MILLIS = 5;

  private Poll() {}

  static boolean until(Duration within, BooleanSupplier so) {
    var end = System.nanoTime() + within.toNanos();
    var pause = PAUSE_MILLIS;
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      pause = Math.min(100, pause * 2);
    }
    return true;
  }
}
