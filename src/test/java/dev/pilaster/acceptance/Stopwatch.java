package dev.pilaster.acceptance;

import java.time.Duration;

/** Since when something takes. */
record Stopwatch(long nanos) {
  static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Says in the run's own output how long it took. */
  void report(String what) {
    DemoHost.report("%s: %.1f s".formatted(what, elapsed().toMillis() / 1000.0));
  }
}
