package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseServer;
import dev.pilaster.model.DatabaseState;
import dev.pilaster.model.DatabaseStep;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Site;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The schemas and accounts of sites, on the database servers of this host. */
final class DatabasePlan {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Draft draft;

  DatabasePlan(Draft draft) {
    this.draft = draft;
  }

  /** The first of a site's databases that it cannot use yet, as changes that wait name it. */
  Optional<String> missing(Site site) {
    return DatabaseView.of(draft, site).stream()
        .filter(view -> !view.usable())
        .map(view -> view.subject().toString())
        .findFirst();
  }

  /**
   * Plans those of one site.
   *
   * @param moving whether the site may still log in with the password before: what serves is not
   *     what has the new one
   */
  void plan(Site site, BooleanSupplier moving) {
    DatabaseView.of(draft, site).forEach(view -> plan(view, moving));
  }

  private void plan(DatabaseView view, BooleanSupplier moving) {
    var container = active(view.service());
    var error = view.state().flatMap(DatabaseState::error);
    if (draft.busy(view.subject())) {
      waits(view, Sync.OUT_OF_SYNC, Health.PROGRESSING, "steps are being performed");
    } else if (container.isEmpty()) {
      unserved(view, Subject.container(view.service()).toString());
    } else if (view.state().isEmpty()) {
      asked(view);
    } else if (error.isPresent()) {
      draft.wakeIn(RETRY);
      waits(view, Sync.UNKNOWN, Health.DEGRADED, error.get());
    } else {
      toward(view, server(view, container.get().name()), gap(view, view.state().get(), moving));
    }
  }

  /** The generation that is asked, which no upgrade is about to stop. */
  private Optional<Container> active(Name service) {
    return draft.situation.observed().of(service).stream()
        .filter(c -> !draft.memory.rollouts.containsKey(service.value()))
        .filter(Container::running)
        .filter(c -> c.generation() == live(service))
        .findFirst();
  }

  private int live(Name service) {
    return draft.situation.observed().live().getOrDefault(service, 0);
  }

  /** Before its server serves for the first time a database is a plan; later it is unknown. */
  private void unserved(DatabaseView view, String by) {
    if (view.isKnown()) {
      waits(view, Sync.UNKNOWN, Health.PROGRESSING, "waits for " + by);
    } else {
      var change = change(view, server(view, ""), gap(view, DatabaseState.failed(""), () -> false));
      draft.add(change.blocked(by));
      waits(view, Sync.OUT_OF_SYNC, Health.MISSING, "waits for " + by);
    }
  }

  /** Nobody knows yet, and will soon: nothing is at rest until then. */
  private void asked(DatabaseView view) {
    var because = List.of("its server is asked what it has");
    draft.add(Change.now(view.subject(), Action.UPDATE, because, List.of(), view.fingerprint()));
    waits(view, Sync.UNKNOWN, Health.PROGRESSING, because.get(0));
  }

  private void waits(DatabaseView view, Sync sync, Health health, String message) {
    draft.add(new Resource(view.subject(), sync, health, List.of(), Optional.empty(), "", message));
  }

  private DatabaseServer server(DatabaseView view, String container) {
    var service = draft.situation.goal().desired().services().get(view.service());
    var password = Optional.ofNullable(service).flatMap(s -> s.rootPassword());
    return new DatabaseServer(view.service(), container, password);
  }

  private DatabaseGap gap(DatabaseView view, DatabaseState state, BooleanSupplier moving) {
    var prune = draft.situation.goal().desired().server().reconcile().prune();
    return new DatabaseGap(
        view.site().name(),
        view.wanted(),
        state,
        view.importDue(),
        !view.wasReached() && moving.getAsBoolean(),
        prune ? Optional.of(view.elsewhere()) : Optional.<Set<String>>empty());
  }

  private void toward(DatabaseView view, DatabaseServer server, DatabaseGap gap) {
    var key = view.subject().toString();
    var refused = draft.situation.memory().refuses(key, view.fingerprint());
    if (refused.isEmpty()) {
      draft.memory.quarantine.remove(key);
    }
    if (!gap.orders().isEmpty()) {
      var change = change(view, server, gap);
      begin(view, refused.map(q -> change.blocked("refused: " + q.reason())).orElse(change));
    } else if (!gap.takesFormer() && view.usable()) {
      view.noteReached();
    }
    draft.add(resource(view, gap, refused));
  }

  private void begin(DatabaseView view, Change change) {
    if (view.wasReached() && view.again().isEmpty()) {
      draft.repair(change);
    } else if (draft.begin(change, Optional.empty())) {
      view.noteLeft();
    }
  }

  private static Change change(DatabaseView view, DatabaseServer server, DatabaseGap gap) {
    var because = new ArrayList<String>();
    gap.ours().forEach(d -> because.add((view.wasReached() ? "drift: " : "") + d.text()));
    gap.orders().stream()
        .filter(o -> o instanceof DatabaseOrder.Import)
        .forEach(o -> because.add(view.again().map(a -> a.text()).orElse("to be filled once")));
    var steps = gap.orders().stream().map(o -> (Step) new DatabaseStep(server, o)).toList();
    var action = view.isKnown() ? Action.UPDATE : Action.CREATE;
    return Change.now(view.subject(), action, because, steps, view.fingerprint());
  }

  private static Resource resource(
      DatabaseView view, DatabaseGap gap, Optional<Memory.Quarantine> refused) {
    var synced = gap.orders().isEmpty() && gap.theirs().isEmpty() && !gap.takesFormer();
    var drift = new ArrayList<>(gap.theirs());
    drift.addAll(view.wasReached() ? gap.ours() : List.of());
    return new Resource(
        view.subject(),
        synced ? Sync.SYNCED : Sync.OUT_OF_SYNC,
        health(view, refused.isPresent()),
        drift,
        Optional.empty(),
        "",
        message(view, gap, refused));
  }

  private static Health health(DatabaseView view, boolean refused) {
    var bad = view.isKnown() || refused ? Health.DEGRADED : Health.MISSING;
    return view.usable() ? Health.HEALTHY : bad;
  }

  private static String message(
      DatabaseView view, DatabaseGap gap, Optional<Memory.Quarantine> refused) {
    var said = new ArrayList<String>();
    refused.ifPresent(q -> said.add("refused since " + q.since() + ": " + q.reason()));
    var theirs = gap.theirs().stream().map(Difference::text).toList();
    if (!theirs.isEmpty()) {
      said.add("was there before and is left alone: " + String.join("; ", theirs));
    }
    if (gap.takesFormer()) {
      said.add("accepts the former password until the site has its new one");
    }
    view.account()
        .map(DatabaseState.Account::from)
        .filter(from -> !from.isEmpty())
        .ifPresent(from -> said.add(view.wanted().user() + " has other accounts, from " + from));
    view.schema()
        .filter(s -> s.others() > 0)
        .ifPresent(s -> said.add(s.others() + " tables have another character set"));
    view.importedAt()
        .filter(at -> view.schema().filter(s -> s.tables() == 0).isPresent())
        .ifPresent(at -> said.add("was imported at " + at + " and is empty now"));
    return String.join("; ", said);
  }
}
