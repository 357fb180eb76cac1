package dev.pilaster.cli;

import java.util.ArrayList;
import java.util.List;

/** A sentence that is longer than a line. */
final class Wrapped {
  /** Sections are indented by as much. */
  private static final int MARGIN = 2;

  private Wrapped() {}

  /**
   * Lines of at most the console's width; a word that is wider has a line of its own.
   *
   * @param indent begins each line but the first
   */
  static List<String> lines(String text, String indent, Console console) {
    var most = console.width() - MARGIN;
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : text.split("(?<=\\S) +", -1)) {
      var fits = line.codePoints().count() + 1 + word.codePoints().count() <= most;
      if (!line.isEmpty() && !fits) {
        lines.add(line.toString());
        line = new StringBuilder(indent + word);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
