package dev.pilaster.load;

import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A tally as Markdown. */
public final class Report {
  private static final String HEAD =
      """
      | class | requests | failed | bound (95 %) | closed idle | p50 ms | p99 ms | max ms |
      |---|---:|---|---:|---:|---:|---:|---:|
      """;

  private Report() {}

  /** A row for each class, then the first failures in words; times are beyond a request's own. */
  public static String of(Tally tally) {
    var text = new StringJoiner("\n");
    text.add(HEAD.stripTrailing());
    tally.scores().forEach((traffic, score) -> text.add(row(traffic, score)));
    text.add("");
    text.add(
        "%d requests, %d failed; seen: %s; the generator was at most %d ms late"
            .formatted(
                tally.requests(), tally.failed(), tally.seen(), tally.worstLag().toMillis()));
    tally.examples().forEach(example -> text.add("- " + example));
    return text + "\n";
  }

  private static String row(Traffic traffic, Score score) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s | %d | %s | %s | %s |",
        traffic.title(),
        score.requests(),
        failures(score),
        bound(score),
        score.closedWhileIdle(),
        millis(score, 0.5),
        millis(score, 0.99),
        millis(score, 1));
  }

  private static String millis(Score score, double part) {
    var millis = score.millis(part);
    return Double.isNaN(millis) ? "" : String.format(Locale.ROOT, "%.1f", millis);
  }

  private static String failures(Score score) {
    return score.failed() == 0 ? "0" : score.failed() + " (" + kinds(score) + ")";
  }

  /** How many of each kind. */
  static String kinds(Score score) {
    return score.kinds().entrySet().stream()
        .map(kind -> kind.getValue() + " " + kind.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String bound(Score score) {
    return score.failed() > 0 ? "" : String.format(Locale.ROOT, "%.3f %%", score.bound());
  }
}
