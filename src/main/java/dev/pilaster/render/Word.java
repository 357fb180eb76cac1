package dev.pilaster.render;

import java.util.regex.Pattern;

/** One word of an nginx directive, quoted where it must be. */
final class Word {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=~^?&*()|\\[\\]-]+");

  private Word() {}

  /**
   * The word for a text in which nothing is a variable.
   *
   * @throws IllegalArgumentException for what nginx has no way to write: control characters, and
   *     the dollar sign
   */
  static String of(String text) {
    if (text.indexOf('$') >= 0) {
      throw new IllegalArgumentException("nginx cannot take a dollar sign here: \"" + text + "\"");
    }
    return withVariables(text);
  }

  /** The same for a text that ends in variables of ours. */
  static String withVariables(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("control character in \"" + text.strip() + "\"");
    }
    if (PLAIN.matcher(text.replace("$", "")).matches()) {
      return text;
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A text as a literal part of a regular expression. */
  static String literal(String text) {
    return text.replaceAll("[^A-Za-z0-9_/%:@,=~-]", "\\\\$0");
  }
}
