package dev.pilaster.pillar;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The units that people write: {@code 1h30m}, {@code 64m}, {@code "0750"}. */
final class Units {
  static final Shape<Duration> DURATION =
      Shapes.text(
              "(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?(\\d{1,6}ms)?",
              "a duration: write it like 10s, 5m or 1h30m")
          .to(Units::duration);

  /** Bytes. */
  static final Shape<Long> SIZE =
      Shapes.text("\\d{1,15}([bB]|[kKmMgGtT][bB]?)?", "a size: write it like 64m or 1g")
          .to(Units::size);

  /** A file's mode. */
  static final Shape<Integer> MODE =
      Shapes.scalar(
          java.util.Map.of("type", "string", "pattern", "^[0-7]{3,4}$"), (s, in) -> mode(s, in));

  static final Shape<Integer> PERCENT =
      Shapes.text("\\d{1,2}%", "a share: write it like 10%")
          .to(t -> Integer.parseInt(t.substring(0, t.length() - 1)));

  private static final Pattern PART = Pattern.compile("(\\d+)(ms|[hms])");

  private Units() {}

  private static Duration duration(String text) {
    var matcher = PART.matcher(text);
    var sum = Duration.ZERO;
    while (matcher.find()) {
      var n = Long.parseLong(matcher.group(1));
      sum =
          sum.plus(
              switch (matcher.group(2)) {
                case "h" -> Duration.ofHours(n);
                case "m" -> Duration.ofMinutes(n);
                case "s" -> Duration.ofSeconds(n);
                default -> Duration.ofMillis(n);
              });
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("\"\" is not a duration: write it like 10s, 5m or 1h30m");
    }
    return sum;
  }

  /** Powers of 1024, as the engine and php.ini count. */
  static long size(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    var bare = lower.endsWith("b") ? lower.substring(0, lower.length() - 1) : lower;
    var power = "kmgt".indexOf(bare.charAt(bare.length() - 1)) + 1;
    var digits = power > 0 ? bare.substring(0, bare.length() - 1) : bare;
    try {
      return Math.multiplyExact(Long.parseLong(digits), 1L << (10 * power));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(text + " is more than can be counted", e);
    }
  }

  /** A whole number of YAML's core schema; empty when it does not fit. */
  static Optional<Long> integer(String text) {
    try {
      if (text.startsWith("0o")) {
        return Optional.of(Long.parseLong(text.substring(2), 8));
      }
      return Optional.of(
          text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> mode(Node.Scalar scalar, Context in) {
    if (scalar.type() == ScalarType.STRING && scalar.text().matches("[0-7]{3,4}")) {
      return Optional.of(Integer.parseInt(scalar.text(), 8));
    }
    in.problem(
        scalar.place(),
        scalar.text() + " is not a mode: write it as a text in quotes, like \"0750\"");
    return Optional.empty();
  }
}
