package dev.pilaster.pillar;

import dev.pilaster.model.Grants;
import dev.pilaster.model.Secret;
import java.util.Set;

/** What a schema and an account must be for the agent to make them. */
final class DatabaseRules {
  /** The server's own, and what the agent notes there. */
  private static final Set<String> SCHEMAS =
      Set.of("mysql", "information_schema", "performance_schema", "sys", "pilaster");

  private static final Set<String> USERS = Set.of("root", "mysql", "mariadb.sys", "pilaster");

  private DatabaseRules() {}

  static void check(Values v) {
    if (SCHEMAS.contains(v.get(DatabaseReader.NAME))) {
      v.fail(DatabaseReader.NAME, "is the server's own");
    }
    if (USERS.contains(v.get(DatabaseReader.USER))) {
      v.fail(DatabaseReader.USER, "is the server's own");
    }
    password(v, DatabaseReader.PASSWORD, v.get(DatabaseReader.PASSWORD));
    v.get(DatabaseReader.PREVIOUS).ifPresent(p -> password(v, DatabaseReader.PREVIOUS, p));
    var charset = v.get(DatabaseReader.CHARSET);
    var collation = v.get(DatabaseReader.COLLATION);
    if (!collation.equals(charset) && !collation.startsWith(charset + "_")) {
      v.fail(
          DatabaseReader.COLLATION,
          "%s is not one of the character set %s".formatted(collation, charset));
    }
    var privileges = v.get(DatabaseReader.PRIVILEGES);
    if (privileges.isEmpty()) {
      v.fail(DatabaseReader.PRIVILEGES, "is empty: the site could not use its schema");
    }
    privileges.stream()
        .filter(p -> !p.equals(Grants.ALL) && !Grants.PRIVILEGES.contains(p))
        .forEach(p -> v.fail(DatabaseReader.PRIVILEGES, p + " is not a privilege on a schema"));
  }

  private static void password(Values v, Key<?> key, Secret password) {
    if (password.reveal().isEmpty()) {
      v.fail(key, "is empty: anybody could log in");
    }
    if (password.reveal().matches("(?s).*[\\n\0].*")) {
      v.fail(key, "has a line break");
    }
  }
}
