package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Site;
import dev.pilaster.model.Site.Database;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Schemas and accounts that more than one database names: they must be wanted alike. */
final class DatabaseClaims {
  private final Map<String, Database> schemas = new TreeMap<>();
  private final Map<String, Database> accounts = new TreeMap<>();

  /** Complains of the later one. */
  void check(Collection<Draft<Site>> sites) {
    for (var draft : sites) {
      var databases = draft.value().map(Site::databases);
      databases.ifPresent(all -> all.forEach((key, database) -> claim(draft, key, database)));
    }
  }

  private void claim(Draft<Site> draft, String key, Database database) {
    if (!database.manage() || database.service().isEmpty()) {
      return;
    }
    var service = database.service().get();
    var schema = schemas.putIfAbsent(on(service, database.name()), database);
    if (schema != null && !defaults(schema).equals(defaults(database))) {
      draft.problem(
          draft.place("databases", key, "name"),
          "schema %s is wanted with another character set elsewhere".formatted(database.name()));
    }
    var account = accounts.putIfAbsent(on(service, database.user()), database);
    if (account != null && differ(account, database)) {
      draft.problem(
          draft.place("databases", key, "user"),
          "account %s is wanted with another password elsewhere".formatted(database.user()));
    }
  }

  /** Of two that are not opened nobody knows. */
  private static boolean differ(Database one, Database other) {
    var sealed = one.password().withheld() && other.password().withheld();
    return !sealed && !passwords(one).equals(passwords(other));
  }

  private static String on(Name service, String name) {
    return service + " " + name;
  }

  private static List<Object> defaults(Database database) {
    return List.of(database.charset(), database.collation());
  }

  private static List<Object> passwords(Database database) {
    return List.of(database.password(), database.passwordPrevious());
  }
}
