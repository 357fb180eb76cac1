package dev.pilaster.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** {@code --for}: what ends by itself. */
final class Lasting {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  @Option(names = "--for", paramLabel = "TIME", description = "until it ends by itself, such as 2h")
  private Optional<String> time = Optional.empty();

  /** When it ends; empty when somebody has to end it. */
  Optional<Instant> end(Clock clock) {
    return time.map(t -> clock.instant().plus(duration(t)));
  }

  /** For a sentence: {@code " until …"}. */
  static String until(Optional<Instant> end) {
    return end.map(e -> " until " + e).orElse("");
  }

  private static Duration duration(String text) {
    var parts = FORM.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw Trouble.invalid("--for: write it like 30m or 2h, not " + text);
    }
    return Duration.ofDays(part(parts.group(1)))
        .plusHours(part(parts.group(2)))
        .plusMinutes(part(parts.group(3)))
        .plusSeconds(part(parts.group(4)));
  }

  private static long part(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
