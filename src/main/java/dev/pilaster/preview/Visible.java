package dev.pilaster.preview;

/** Text of others with everything in it to be seen. */
final class Visible {
  private Visible() {}

  /** One line: what moves a cursor, ends a line, or turns the direction of reading is spelled. */
  static String of(String text) {
    var visible = new StringBuilder();
    text.codePoints().forEach(c -> visible.append(hides(c) ? "\\u%04x".formatted(c) : text(c)));
    return visible.toString();
  }

  private static String text(int codePoint) {
    return codePoint == '\t' ? "\t" : Character.toString(codePoint);
  }

  private static boolean hides(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL -> codePoint != '\t';
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
