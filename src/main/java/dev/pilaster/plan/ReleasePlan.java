package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Release;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Site;
import dev.pilaster.model.SiteStep;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import dev.pilaster.render.SettingsFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A site's code and settings: which release is wanted, and the flip to it. */
final class ReleasePlan {
  private final Draft draft;
  private final Observed observed;
  private final Checks checks;

  ReleasePlan(Draft draft, Generations generations) {
    this.draft = draft;
    this.observed = draft.situation.observed();
    this.checks = new Checks(generations, observed);
  }

  void plan(Site site, Site.Source source) {
    var subject = Subject.release(site.name());
    var state = Optional.ofNullable(observed.sites().get(site.name()));
    var current = state.flatMap(Observed.SiteState::current);
    var code = Optional.ofNullable(observed.code().get(site.name()));
    var wanted = code.flatMap(Observed.Code::commit).map(c -> release(site, source, c));
    if (draft.busy(subject)) {
      resource(subject, current, Sync.OUT_OF_SYNC, Health.PROGRESSING, "steps are being performed");
    } else if (wanted.isEmpty()) {
      var why = code.flatMap(Observed.Code::error).orElse("its repository was not asked yet");
      var health = current.isPresent() ? Health.DEGRADED : Health.MISSING;
      resource(subject, current, Sync.UNKNOWN, health, why);
    } else {
      forget(subject, wanted.get());
      toward(site, subject, state, wanted.get());
    }
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
    var refused = draft.situation.memory().refuses(subject.toString(), wanted.name());
    if (refused.isPresent()) {
      var reason = "refused since " + refused.get().since() + ": " + refused.get().reason();
      resource(subject, current, Sync.OUT_OF_SYNC, Health.DEGRADED, reason);
    } else if (current.filter(wanted.name()::equals).isPresent()) {
      prune(site, subject, have, wanted);
      draft.memory.good.put(
          subject.toString(),
          new Memory.Good(wanted.name(), draft.situation.goal().commit().id(), wanted.commit()));
      resource(subject, current, Sync.SYNCED, Health.HEALTHY, "");
    } else {
      deploy(site, subject, current, have, wanted);
    }
  }

  private void deploy(
      Site site, Subject subject, Optional<String> current, List<String> have, Release wanted) {
    var steps = new ArrayList<Step>();
    if (!have.contains(wanted.name())) {
      steps.add(new SiteStep.Export(wanted));
    }
    steps.add(new SiteStep.Flip(site.name(), wanted.name(), current, checks.site(site)));
    var action = current.isPresent() ? Action.REPLACE : Action.CREATE;
    var because = List.of(current.map(c -> "release: " + c + " → " + wanted.name()).orElse("new"));
    var change = Change.now(subject, action, because, steps, wanted.name());
    var root = observed.facts().sites() + "/" + site.name();
    var rooted =
        Optional.ofNullable(observed.sites().get(site.name()))
            .filter(s -> s.dirs().containsKey(root + "/shared"))
            .isPresent();
    draft.add(rooted ? change : change.blocked(Subject.tree(site.name()).toString()));
    var health = current.isPresent() ? Health.PROGRESSING : Health.MISSING;
    resource(subject, current, Sync.OUT_OF_SYNC, health, "");
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

  private Release release(Site site, Site.Source source, String commit) {
    var settings = new TreeMap<String, String>();
    if (site.type() == Site.Type.PHP && !site.settings().values().isEmpty()) {
      settings.put("settings.php", SettingsFile.text(site.settings()));
    }
    var links = new TreeMap<String, String>();
    site.mounts().forEach((place, mount) -> mount.source().ifPresent(s -> links.put(place, s)));
    var rest =
        Memory.digest(settings + "\n" + links + "\n" + site.permissions() + "\n" + source.path());
    var name = commit.substring(0, 12) + "-" + rest.substring(rest.length() - 8);
    return new Release(
        site.name(), name, source, commit, settings, new TreeMap<>(), links, site.permissions());
  }

  private void resource(
      Subject subject, Optional<String> current, Sync sync, Health health, String message) {
    draft.add(
        new Resource(
            subject, sync, health, List.of(), Optional.empty(), current.orElse(""), message));
  }
}
