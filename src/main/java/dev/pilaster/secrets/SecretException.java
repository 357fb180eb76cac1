package dev.pilaster.secrets;

/**
 * A file of secrets or keys that cannot be used. The message reads {@code file:line: path: what was
 * tried and why it failed}; it names keys and recipients, never a value. There is never a cause:
 * parsers quote the text around a fault in theirs.
 */
public final class SecretException extends Exception {
  private final String file;
  private final int line;
  private final String path;
  private final String problem;

  SecretException(String file, int line, String path, String problem) {
    super(file + (line > 0 ? ":" + line : "") + ": " + text(path, problem));
    this.file = file;
    this.line = line;
    this.path = printable(path);
    this.problem = printable(problem);
  }

  private static String text(String path, String problem) {
    return printable(path.isEmpty() ? problem : path + ": " + problem);
  }

  /** Names come from the repository: one line of a log stays one line. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
  }

  /** The name under which the file was given. */
  public String file() {
    return file;
  }

  /** From 1; 0 when the whole file is meant. */
  public int line() {
    return line;
  }

  /** The key, such as {@code db.password}; empty when none is meant. */
  public String path() {
    return path;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }
}
