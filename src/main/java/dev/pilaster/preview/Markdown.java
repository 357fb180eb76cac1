package dev.pilaster.preview;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Text of others in a comment (GitHub Flavored Markdown, "code spans", "fenced code blocks"): in
 * code nothing is a link, a mention or HTML.
 */
final class Markdown {
  private static final Pattern TICKS = Pattern.compile("`+");

  /** Sentences in which nothing can be meant but words. */
  private static final Pattern WORDS =
      Pattern.compile("[A-Za-z][A-Za-z ,;()'-]*(: [A-Za-z ,;()'-]*)?");

  private Markdown() {}

  /** As code in a line. */
  static String code(String text) {
    var visible = Visible.of(text).replace('\t', ' ').strip();
    var fence = "`".repeat(longest(visible) + 1);
    var edge = visible.startsWith("`") || visible.endsWith("`") || visible.isEmpty() ? " " : "";
    return fence + edge + visible + edge + fence;
  }

  /** As it is where it is nothing but words, else as code. */
  static String said(String text) {
    return WORDS.matcher(text).matches() ? text : code(text);
  }

  /** Lines between fences that none of them can be. */
  static String block(String language, List<String> lines) {
    var visible = String.join("\n", lines.stream().map(Visible::of).toList());
    var fence = "`".repeat(Math.max(2, longest(visible)) + 1);
    return fence + language + "\n" + visible + "\n" + fence;
  }

  private static int longest(String text) {
    return TICKS.matcher(text).results().mapToInt(m -> m.group().length()).max().orElse(0);
  }
}
