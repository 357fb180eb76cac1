package dev.pilaster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A sentence that is longer than a line of a terminal. */
final class Wrapped {
  /** Sections are indented by as much. */
  private static final int MARGIN = 2;

  /** What follows a broken line is indented by so much more. */
  private static final int HANGING = 4;

  private static final Pattern WORD = Pattern.compile("\\s*\\S+");
  private static final Pattern COLOUR = Pattern.compile("\033\\[\\d+m");

  private Wrapped() {}

  /** Says it, line by line. */
  static void say(Console console, String text) {
    lines(text, console).forEach(console::say);
  }

  /** The same, with what is broken a little further in than the line's own beginning. */
  static List<String> lines(String text, Console console) {
    var own = text.length() - text.stripLeading().length();
    return lines(text, " ".repeat(own + HANGING), console);
  }

  /**
   * Lines of at most the console's width; a word that is wider has a line of its own.
   *
   * @param indent begins each line but the first
   */
  static List<String> lines(String text, String indent, Console console) {
    if (!console.terminal()) {
      return List.of(text);
    }
    var most = console.width() - MARGIN;
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : WORD.matcher(text).results().map(MatchResult::group).toList()) {
      if (!line.isEmpty() && length(line + word) > most) {
        lines.add(line.toString());
        line = new StringBuilder(indent + word.strip());
      } else {
        line.append(word);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private static long length(String text) {
    return COLOUR.matcher(text).replaceAll("").codePoints().count();
  }
}
