package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Times as people say them. */
final class Times {
  private Times() {}

  /** How long ago: {@code 5s}, {@code 3m}, {@code 2h}, {@code 4d}; "-" for never. */
  static String since(JsonNode time, Clock clock) {
    if (!time.isTextual()) {
      return "-";
    }
    var past = Duration.between(Instant.parse(time.textValue()), clock.instant());
    var seconds = Math.max(0, past.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 7200) {
      return seconds / 60 + "m";
    }
    return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** {@code 0.3s}, {@code 12.0s}, {@code 3m05s}. */
  static String seconds(JsonNode seconds) {
    var value = seconds.asDouble();
    return value < 60
        ? String.format(Locale.ROOT, "%.1fs", value)
        : String.format(Locale.ROOT, "%dm%02ds", (long) value / 60, (long) value % 60);
  }
}
