package dev.pilaster.plan;

import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseState;
import dev.pilaster.model.DatabaseState.Account;
import dev.pilaster.model.DatabaseState.Progress;
import dev.pilaster.model.DatabaseState.Schema;
import dev.pilaster.model.Grants;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.NativePassword;
import dev.pilaster.model.Orders.Again;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import dev.pilaster.model.Site.Database;
import dev.pilaster.model.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One database of a site, as it is wanted and as it is known. */
record DatabaseView(Draft draft, Site site, String key, Database wanted) {
  /** What every server is to be asked for. */
  static SortedMap<Name, DatabaseState.Question> questions(Goal goal) {
    var questions = new TreeMap<Name, DatabaseState.Question>();
    for (var service : goal.desired().services().values()) {
      var mine = on(goal, service.name());
      if (!mine.isEmpty()) {
        var schemas = mine.stream().map(Database::name).toList();
        var users = mine.stream().map(Database::user).toList();
        questions.put(
            service.name(),
            new DatabaseState.Question(
                service.rootPassword(), new TreeSet<>(schemas), new TreeSet<>(users)));
      }
    }
    return questions;
  }

  private static List<Database> on(Goal goal, Name service) {
    return goal.desired().sites().values().stream()
        .flatMap(site -> site.databases().values().stream())
        .filter(d -> d.manage() && d.service().equals(Optional.of(service)))
        .toList();
  }

  /** Those that a site has us keep. */
  static List<DatabaseView> of(Draft draft, Site site) {
    return site.databases().entrySet().stream()
        .filter(e -> e.getValue().manage() && e.getValue().service().isPresent())
        .map(e -> new DatabaseView(draft, site, e.getKey(), e.getValue()))
        .toList();
  }

  Subject subject() {
    return Subject.database(site.name(), key);
  }

  Name service() {
    return wanted.service().orElseThrow();
  }

  Optional<DatabaseState> state() {
    return Optional.ofNullable(draft.situation.observed().databases().get(service()));
  }

  Optional<Schema> schema() {
    return state().map(s -> s.schemas().get(wanted.name()));
  }

  Optional<Account> account() {
    return state().map(s -> s.accounts().get(wanted.user()));
  }

  /** Whether the site can log in and find everything that it was promised. */
  boolean usable() {
    return schema().isPresent()
        && importDue().isEmpty()
        && account().filter(this::opens).isPresent();
  }

  private boolean opens(Account account) {
    var covers = List.of(Grants.on(wanted.name()), Grants.unescaped(wanted.name()), "*.*");
    return !account.locked()
        && account.passwords().contains(NativePassword.hash(wanted.password()))
        && account.grants().keySet().stream().anyMatch(covers::contains);
  }

  /** The dump that is due: never done here, and nothing there but half of itself; or asked for. */
  Optional<DatabaseOrder.Import> importDue() {
    var progress = state().map(s -> s.imports().get(subject().name()));
    var done = importedAt().isPresent() || progress.filter(Progress.DONE::equals).isPresent();
    var begun = progress.filter(Progress.BEGUN::equals).isPresent();
    var empty = schema().map(Schema::tables).orElse(0) == 0;
    var due = again().isPresent() || (!done && (begun || empty));
    return due ? wanted.importFrom().map(this::filledFrom) : Optional.empty();
  }

  /** Who wants the import once more, until that has been done. */
  Optional<Again> again() {
    return draft.again(subject());
  }

  Optional<String> importedAt() {
    return Optional.ofNullable(draft.memory.imports.get(subject().toString()));
  }

  private DatabaseOrder.Import filledFrom(String file) {
    var schema =
        new DatabaseOrder.CreateSchema(wanted.name(), wanted.charset(), wanted.collation());
    return new DatabaseOrder.Import(
        site.name(), subject().name(), schema, wanted.user(), wanted.password(), file, again());
  }

  /** On what else the account may have privileges: the other schemas that it is for. */
  Set<String> elsewhere() {
    return on(draft.situation.goal(), service()).stream()
        .filter(d -> d.user().equals(wanted.user()) && !d.name().equals(wanted.name()))
        .map(d -> Grants.on(d.name()))
        .collect(Collectors.toSet());
  }

  /** Of what is wanted, and shown to people: nothing in it comes from a password. */
  String fingerprint() {
    return Memory.digest(plain().toString() + again().map(a -> " " + a.since()).orElse(""));
  }

  private List<Object> plain() {
    return List.of(
        wanted.name(),
        wanted.user(),
        wanted.charset(),
        wanted.collation(),
        wanted.privileges(),
        wanted.importFrom());
  }

  /** Whether exactly this was reached once: what differs now was changed by somebody. */
  boolean wasReached() {
    return spec().equals(draft.memory.applied.get(subject().toString()));
  }

  /** Whether anything of that name was reached once. */
  boolean isKnown() {
    return draft.memory.applied.containsKey(subject().toString());
  }

  /** What is wanted is there. */
  void noteReached() {
    draft.memory.applied.put(subject().toString(), spec());
  }

  /** On its way to something else: what differs meanwhile is nobody's doing but ours. */
  void noteLeft() {
    draft.memory.applied.replace(subject().toString(), "");
  }

  private String spec() {
    var passwords = DatabaseGap.accepted(wanted).stream().map(Secret::digest).toList();
    return Memory.digest(plain() + " " + passwords);
  }
}
