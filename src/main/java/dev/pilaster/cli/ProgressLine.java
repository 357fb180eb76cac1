package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What is being performed now, on one line of a terminal that is written over again and again. */
final class ProgressLine {
  private static final String CLEAR = "\r\033[K";
  private static final int BAR = 20;

  private final Console console;
  private boolean shown;

  ProgressLine(Console console) {
    this.console = console;
  }

  /** Nothing in a log, and nothing when nothing is performed. */
  void show(JsonNode progress) {
    clear();
    if (!console.colour() || progress.isEmpty()) {
      return;
    }
    var first = progress.get(0);
    var more = progress.size() > 1 ? " and " + (progress.size() - 1) + " more" : "";
    var text = first.path("kind").asText() + "/" + first.path("name").asText() + more + ": ";
    var pull = first.path("pull");
    console.show(cut(text + (pull.isObject() ? pull(pull) : first.path("step").asText())));
    shown = true;
  }

  /** Takes the line away, so that others can be written. */
  void clear() {
    if (shown) {
      console.show(CLEAR);
      shown = false;
    }
  }

  private static String pull(JsonNode pull) {
    var total = pull.path("bytes_total").asLong();
    var layers = pull.path("layers").asInt();
    var done = pull.path("layers_done").asInt();
    var part = total > 0 ? (double) pull.path("bytes").asLong() / total : part(done, layers);
    var full = (int) Math.round(part * BAR);
    var bytes =
        total > 0
            ? String.format(
                Locale.ROOT, ", %.1f of %.1f MB", pull.path("bytes").asLong() / 1e6, total / 1e6)
            : "";
    return "pull [%s%s] %d of %d layers%s"
        .formatted("#".repeat(full), ".".repeat(BAR - full), done, layers, bytes);
  }

  private static double part(int done, int all) {
    return all == 0 ? 0 : (double) done / all;
  }

  private String cut(String line) {
    var most = console.width() - 1;
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}
