package dev.pilaster.model;

import java.time.Duration;
import java.util.Locale;

/** Periods of time as the pillar writes them. */
public final class Times {
  private Times() {}

  /** For example {@code 1h30m}, {@code 10s} or {@code 0.5s}. */
  public static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
