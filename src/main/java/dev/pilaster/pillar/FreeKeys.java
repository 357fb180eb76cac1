package dev.pilaster.pillar;

/**
 * The keys of maps whose keys are the user's own. Each method gives the key back, or throws
 * IllegalArgumentException with a sentence.
 */
final class FreeKeys {
  private FreeKeys() {}

  /** Any text of one line. */
  static String key(String text) {
    if (text.isEmpty() || text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new IllegalArgumentException(Shapes.quoted(text) + " is not a key");
    }
    return text;
  }

  /** A registry: host and port. */
  static String registry(String text) {
    if (!text.matches(Formats.HOST_PORT)) {
      throw new IllegalArgumentException(
          Shapes.quoted(text) + " is not a registry: write it like registry.example.com:5000");
    }
    return text;
  }

  /** What becomes part of a file's or a metric's name. */
  static String name(String text) {
    if (!text.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      throw new IllegalArgumentException(
          Shapes.quoted(text) + " is not a name: small letters, digits, - and _");
    }
    return text;
  }

  /** An absolute path. */
  static String absolute(String text) {
    if (!text.matches("/[^\\s:,\"'\\\\$;{}]*")) {
      throw new IllegalArgumentException(Shapes.quoted(text) + " is not an absolute path");
    }
    return Formats.clean(text);
  }

  /** An environment variable. */
  static String variable(String text) {
    if (!text.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException(Shapes.quoted(text) + " is not a variable's name");
    }
    return text;
  }

  /** A directive of php.ini. */
  static String directive(String text) {
    if (!text.matches("[a-z][a-z0-9_.]*")) {
      throw new IllegalArgumentException(Shapes.quoted(text) + " is not a directive");
    }
    return text;
  }

  /** A path inside a release. */
  static String relative(String text) {
    if (!text.matches(Formats.SEGMENT + "(/" + Formats.SEGMENT + ")*")) {
      throw new IllegalArgumentException(Shapes.quoted(text) + " is not a relative path");
    }
    return Formats.inside(text);
  }

  /** A label of the user's: ours are not forged. */
  static String label(String text) {
    if (text.startsWith("pilaster.")) {
      throw new IllegalArgumentException(
          Shapes.quoted(text) + " is one of the agent's own labels: choose another name");
    }
    return key(text);
  }
}
