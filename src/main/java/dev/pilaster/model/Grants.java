package dev.pilaster.model;

/** How SQL writes what a privilege is for. */
public final class Grants {
  public static final String ALL = "ALL";

  /** Comes with a grant that may be given on. */
  public static final String OPTION = "GRANT OPTION";

  private Grants() {}

  /**
   * One schema and no other: in a grant {@code _} and {@code %} stand for any character, unless
   * they are escaped (MariaDB, "GRANT", database privileges).
   */
  public static String on(String schema) {
    return name(schema.replaceAll("([_%\\\\])", "\\\\$1")) + ".*";
  }

  /** The same without the escaping, as it is often written by hand. */
  public static String unescaped(String schema) {
    return name(schema) + ".*";
  }

  /** A name between backticks. */
  public static String name(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
