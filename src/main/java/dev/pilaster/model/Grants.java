package dev.pilaster.model;

import java.util.List;

/** How SQL writes what a privilege is for. */
public final class Grants {
  public static final String ALL = "ALL";

  /** Comes with a grant that may be given on. */
  public static final String OPTION = "GRANT OPTION";

  /** What can be granted on a schema (MariaDB 10.11, "GRANT", database privileges). */
  public static final List<String> PRIVILEGES =
      List.of(
          "ALTER",
          "ALTER ROUTINE",
          "CREATE",
          "CREATE ROUTINE",
          "CREATE TEMPORARY TABLES",
          "CREATE VIEW",
          "DELETE",
          "DELETE HISTORY",
          "DROP",
          "EVENT",
          "EXECUTE",
          "INDEX",
          "INSERT",
          "LOCK TABLES",
          "REFERENCES",
          "SELECT",
          "SHOW CREATE ROUTINE",
          "SHOW VIEW",
          "TRIGGER",
          "UPDATE");

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
