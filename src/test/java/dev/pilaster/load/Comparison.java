package dev.pilaster.load;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Several tallies side by side, as Markdown: a column each, a row for each class. */
public final class Comparison {
  private final Map<String, Tally> columns = new LinkedHashMap<>();

  /** Counts what another load has seen under that title as well. */
  public void add(String title, Tally tally) {
    columns.computeIfAbsent(title, t -> new Tally()).add(tally);
  }

  /** How many were lost of how many; less than how much when it was none (95 %). */
  public String lost() {
    return table("failed requests", Comparison::loss);
  }

  /** How long answers took beyond their request's own length: 99 of a hundred, and all. */
  public String delays() {
    return table("delay, p99 and longest", Comparison::delay);
  }

  private String table(String corner, Function<Score, String> cell) {
    var text = new StringJoiner("\n", "", "\n");
    text.add("| " + corner + " | " + String.join(" | ", columns.keySet()) + " |");
    text.add("|---|" + "---|".repeat(columns.size()));
    for (var traffic : classes()) {
      text.add(row(traffic.title(), tally -> score(tally, traffic), cell));
    }
    return text.add(row("all", Tally::all, cell)).toString();
  }

  private String row(String title, Function<Tally, Score> scores, Function<Score, String> cell) {
    return columns.values().stream()
        .map(scores.andThen(cell))
        .collect(Collectors.joining(" | ", "| " + title + " | ", " |"));
  }

  private static Score score(Tally tally, Traffic traffic) {
    return tally.scores().getOrDefault(traffic, new Score());
  }

  private Set<Traffic> classes() {
    var classes = new TreeSet<Traffic>();
    columns.values().forEach(tally -> classes.addAll(tally.scores().keySet()));
    return classes;
  }

  private static String loss(Score score) {
    var n = score.requests();
    if (n == 0) {
      return "";
    }
    return score.failed() == 0
        ? String.format(Locale.ROOT, "0 of %,d (< %.3f %%)", n, score.bound())
        : String.format(
            Locale.ROOT,
            "**%,d** of %,d (%.2f %%): %s",
            score.failed(),
            n,
            100.0 * score.failed() / n,
            Report.kinds(score));
  }

  private static String delay(Score score) {
    if (score.requests() == score.failed()) {
      return "";
    }
    return String.format(Locale.ROOT, "%,.0f, %,.0f ms", score.millis(0.99), score.millis(1));
  }
}
