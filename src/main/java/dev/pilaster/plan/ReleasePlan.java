package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Release;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Site;
import dev.pilaster.model.SiteStep;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import dev.pilaster.render.SettingsFiles;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A site's code and settings: which release is wanted, and how far it is. */
final class ReleasePlan {
  private final Draft draft;
  private final Observed observed;
  private final Generations generations;

  ReleasePlan(Draft draft, Generations generations) {
    this.draft = draft;
    this.observed = draft.situation.observed();
    this.generations = generations;
  }

  void plan(Site site, Site.Source source) {
    var subject = Subject.release(site.name());
    var state = Optional.ofNullable(observed.sites().get(site.name()));
    var current = state.flatMap(Observed.SiteState::current);
    var code = Optional.ofNullable(observed.code().get(site.name()));
    var wanted = Optional.<Release>empty();
    try {
      wanted = commit(subject, code).map(c -> release(site, source, c));
    } catch (IllegalArgumentException e) {
      var health = current.isPresent() ? Health.DEGRADED : Health.MISSING;
      resource(subject, current, Sync.UNKNOWN, health, "settings: " + e.getMessage());
      return;
    }
    var held = draft.gates.held(subject);
    if (draft.busy(subject)) {
      resource(subject, current, Sync.OUT_OF_SYNC, Health.PROGRESSING, "steps are being performed");
    } else if (held.isPresent()) {
      var there = wanted.map(Release::name).equals(current);
      var sync = there ? Sync.SYNCED : Sync.OUT_OF_SYNC;
      resource(subject, current, sync, Health.SUSPENDED, held.get());
    } else if (wanted.isEmpty()) {
      var why = code.flatMap(Observed.Code::error).orElse("its repository was not asked yet");
      var health = current.isPresent() ? Health.DEGRADED : Health.MISSING;
      resource(subject, current, Sync.UNKNOWN, health, why);
    } else {
      forget(subject, wanted.get());
      toward(site, subject, state, wanted.get());
    }
  }

  /** Whether what is wanted serves, its settings included, and cannot be taken back any more. */
  boolean serves(Site site) {
    if (site.source().isEmpty()) {
      return true;
    }
    var state = Optional.ofNullable(observed.sites().get(site.name()));
    var code = Optional.ofNullable(observed.code().get(site.name()));
    try {
      var commit = commit(Subject.release(site.name()), code);
      var wanted = commit.map(c -> release(site, site.source().get(), c).name());
      return wanted.isPresent()
          && wanted.equals(state.flatMap(Observed.SiteState::current))
          && !draft.memory.deploys.containsKey(site.name().value());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<String> commit(Subject subject, Optional<Observed.Code> code) {
    var pinned = draft.situation.goal().orders().pin(subject).map(Orders.Pin::wanted);
    return pinned.or(() -> code.flatMap(Observed.Code::commit));
  }

  private void forget(Subject subject, Release wanted) {
    var refused = draft.memory.quarantine.get(subject.toString());
    if (refused != null && !refused.fingerprint().equals(wanted.name())) {
      draft.memory.quarantine.remove(subject.toString());
    }
  }

  private void toward(
      Site site, Subject subject, Optional<Observed.SiteState> state, Release wanted) {
    var current = state.flatMap(Observed.SiteState::current);
    var have = state.map(Observed.SiteState::releases).orElse(List.of());
    var deploy = Optional.ofNullable(draft.memory.deploys.get(site.name().value()));
    var refused = draft.situation.memory().refuses(subject.toString(), wanted.name());
    var way = new DeployPlan(draft, generations, site, wanted, current, have);
    if (deploy.isPresent() && way.goesOn(deploy.get(), refused)) {
      var health = current.isPresent() ? Health.PROGRESSING : Health.MISSING;
      resource(subject, current, Sync.OUT_OF_SYNC, health, deploy.get().fault());
    } else if (refused.isPresent()) {
      var reason = "refused since " + refused.get().since() + ": " + refused.get().reason();
      resource(subject, current, Sync.OUT_OF_SYNC, Health.DEGRADED, reason);
    } else if (current.filter(wanted.name()::equals).isPresent()) {
      prune(site, subject, have, wanted);
      draft.memory.good.put(
          subject.toString(),
          new Memory.Good(wanted.name(), draft.situation.goal().commit().id(), wanted.commit()));
      resource(subject, current, Sync.SYNCED, Health.HEALTHY, "");
    } else {
      elsewhere(subject, way, current, wanted);
    }
  }

  /** Another release is served than the one that is wanted: git moved, or somebody the link. */
  private void elsewhere(
      Subject subject, DeployPlan way, Optional<String> current, Release wanted) {
    var drift = drift(subject, current, wanted);
    var leave = !drift.isEmpty() && !draft.repairs();
    if (!leave) {
      way.begin();
    }
    var there = leave ? Health.HEALTHY : Health.PROGRESSING;
    draft.add(
        new Resource(
                subject,
                Sync.OUT_OF_SYNC,
                current.isPresent() ? there : Health.MISSING,
                drift,
                Optional.empty(),
                current.orElse(""),
                leave ? Draft.ONLY_WARN : "")
            .withVersion(version(subject)));
  }

  /** The link was moved by somebody else when the release that it should name was proven here. */
  private List<Difference> drift(Subject subject, Optional<String> current, Release wanted) {
    return Optional.ofNullable(draft.situation.memory().good().get(subject.toString()))
        .filter(good -> good.fingerprint().equals(wanted.name()))
        .map(good -> List.of(new Difference("current", wanted.name(), current.orElse("missing"))))
        .orElse(List.of());
  }

  /** Keeps the newest; the one that is served is never counted nor removed. */
  private void prune(Site site, Subject subject, List<String> have, Release wanted) {
    var others = have.stream().filter(r -> !r.equals(wanted.name())).toList();
    var excess = others.size() - Math.max(0, wanted.source().keepReleases() - 1);
    if (excess > 0) {
      var steps =
          others.subList(0, excess).stream()
              .map(r -> (Step) new SiteStep.RemoveRelease(site.name(), r))
              .toList();
      draft.add(Change.now(subject, Action.REMOVE, List.of("more than are kept"), steps, ""));
    }
  }

  /** The release of a commit, settings included. */
  Release release(Site site, Site.Source source, String commit) {
    var server = draft.situation.goal().desired().server();
    var files = SettingsFiles.of(site, server, observed.facts(), commit);
    var links = new TreeMap<String, String>();
    site.mounts().forEach((place, mount) -> mount.source().ifPresent(s -> links.put(place, s)));
    var rest =
        Memory.digest(
            files + "\n" + links + "\n" + site.permissions() + "\n" + source.path() + made(source));
    var name = commit.substring(0, 12) + "-" + rest.substring(rest.length() - 8);
    return new Release(
        site.name(),
        site.type(),
        site.docroot(),
        name,
        source,
        commit,
        files.settings(),
        files.includes(),
        links,
        site.permissions());
  }

  /** What else makes a release what it is; nothing where there is nothing of it. */
  private static String made(Site.Source source) {
    var modules = source.submodules() ? "\nsubmodules" : "";
    return modules + source.build().map(b -> "\n" + b.image() + b.commands()).orElse("");
  }

  private void resource(
      Subject subject, Optional<String> current, Sync sync, Health health, String message) {
    var pin = draft.situation.goal().orders().pin(subject).map(Orders.Pin::text).orElse("");
    var text = message.isEmpty() || pin.isEmpty() ? pin + message : pin + "; " + message;
    draft.add(
        new Resource(subject, sync, health, List.of(), Optional.empty(), current.orElse(""), text)
            .withVersion(version(subject)));
  }

  /** Of the code that is served. */
  private Optional<String> version(Subject subject) {
    return Optional.ofNullable(observed.sites().get(new Name(subject.name())))
        .flatMap(Observed.SiteState::core)
        .map(core -> "Drupal " + core.version());
  }
}
