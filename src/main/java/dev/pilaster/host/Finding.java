package dev.pilaster.host;

/**
 * What a check found.
 *
 * @param check its name, as {@code pilaster doctor} shows it
 * @param says how it is
 * @param advice what to do about it; empty when all is well
 */
public record Finding(String check, Level level, String says, String advice) {
  /** How bad it is. */
  public enum Level {
    GOOD,
    WARN,
    BAD;

    /** As people and scripts read it. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  static Finding good(String check, String says) {
    return new Finding(check, Level.GOOD, says, "");
  }

  static Finding warn(String check, String says, String advice) {
    return new Finding(check, Level.WARN, says, advice);
  }

  static Finding bad(String check, String says, String advice) {
    return new Finding(check, Level.BAD, says, advice);
  }
}
