package dev.pilaster.plan;

import dev.pilaster.model.DatabaseState;
import dev.pilaster.model.DatabaseState.Account;
import dev.pilaster.model.DatabaseState.Schema;
import dev.pilaster.model.Grants;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Site;
import dev.pilaster.model.Site.Database;
import dev.pilaster.model.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Database servers that have exactly what a goal wants of them. */
final class ImaginedDatabases {
  private final TreeMap<String, Schema> schemas = new TreeMap<>();
  private final TreeMap<String, Account> accounts = new TreeMap<>();
  private final TreeMap<String, DatabaseState.Progress> imports = new TreeMap<>();
  private final TreeMap<String, SortedSet<Name>> kept = new TreeMap<>();

  private ImaginedDatabases() {}

  /** Service to what it has. */
  static SortedMap<Name, DatabaseState> of(Goal goal) {
    var servers = new TreeMap<Name, ImaginedDatabases>();
    for (var site : goal.desired().sites().values()) {
      for (var database : site.databases().entrySet()) {
        database
            .getValue()
            .service()
            .filter(s -> database.getValue().manage())
            .map(s -> servers.computeIfAbsent(s, k -> new ImaginedDatabases()))
            .ifPresent(s -> s.add(site, database.getKey(), database.getValue()));
      }
    }
    var states = new TreeMap<Name, DatabaseState>();
    servers.forEach((service, server) -> states.put(service, server.state()));
    return states;
  }

  /** Notes that every database was reached, and filled where it was to be. */
  static void note(Draft draft, Memory.Draft memory) {
    for (var site : draft.situation.goal().desired().sites().values()) {
      for (var view : DatabaseView.of(draft, site)) {
        view.noteReached();
        var subject = view.subject().toString();
        memory.applied.put(subject, draft.memory.applied.get(subject));
        memory.imports.put(subject, draft.situation.now().toString());
      }
    }
  }

  private DatabaseState state() {
    return new DatabaseState(
        Optional.empty(), schemas, accounts, imports, kept, Grants.PRIVILEGES.size());
  }

  private void add(Site site, String key, Database wanted) {
    var collation = wanted.collation();
    schemas.put(wanted.name(), new Schema(longer(wanted.charset()), longer(collation), 1, 0, true));
    accounts.merge(wanted.user(), account(wanted), ImaginedDatabases::both);
    imports.put(Subject.database(site.name(), key).name(), DatabaseState.Progress.DONE);
    keep("schema " + wanted.name(), site.name());
    keep("account " + wanted.user(), site.name());
  }

  /** As servers have called it since MariaDB 10.6. */
  private static String longer(String charset) {
    return charset.replaceFirst("^utf8(_|$)", "utf8mb3$1");
  }

  private void keep(String what, Name site) {
    kept.computeIfAbsent(what, k -> new TreeSet<>()).add(site);
  }

  private static Account account(Database wanted) {
    var grants = new TreeMap<String, SortedSet<String>>();
    grants.put(Grants.on(wanted.name()), new TreeSet<>(spelled(wanted.privileges())));
    var passwords = DatabaseGap.accepted(wanted);
    return new Account(passwords, false, true, grants, new TreeSet<>());
  }

  private static Collection<String> spelled(List<String> privileges) {
    return privileges.contains(Grants.ALL) ? Grants.PRIVILEGES : privileges;
  }

  private static Account both(Account one, Account other) {
    var grants = new TreeMap<>(one.grants());
    other.grants().forEach(grants::put);
    return new Account(one.passwords(), false, true, grants, new TreeSet<>());
  }
}
