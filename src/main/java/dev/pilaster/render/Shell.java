package dev.pilaster.render;

/** Words as a POSIX shell reads them. */
final class Shell {
  private Shell() {}

  /** One word, whatever is in it. */
  static String word(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** {@code name='text'}. */
  static String let(String name, String text) {
    return name + "=" + word(text) + "\n";
  }
}
