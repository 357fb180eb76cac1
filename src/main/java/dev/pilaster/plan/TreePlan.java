package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.AssetsImport;
import dev.pilaster.model.Change;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Rights;
import dev.pilaster.model.Site;
import dev.pilaster.model.SiteStep;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import dev.pilaster.model.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A site's lasting directories: its root, {@code shared/}, and its logs. */
final class TreePlan {
  /** Others may pass through on the way to what they are allowed to see. */
  private static final int PASS = 0755;

  private final Draft draft;
  private final Observed observed;

  TreePlan(Draft draft) {
    this.draft = draft;
    this.observed = draft.situation.observed();
  }

  void plan(Site site) {
    var tree = tree(site, draft.situation.goal(), observed.facts());
    var subject = Subject.tree(site.name());
    var state = Optional.ofNullable(observed.sites().get(site.name()));
    var have = state.map(Observed.SiteState::dirs).orElse(new TreeMap<>());
    var fresh = have.isEmpty();
    var dirs = differences(tree, have);
    var wrong =
        fresh ? List.<Difference>of() : state.map(Observed.SiteState::wrong).orElse(List.of());
    var drift = Stream.concat(dirs.stream(), wrong.stream()).distinct().toList();
    var refused = Optional.<Memory.Quarantine>empty();
    if (!draft.busy(subject)) {
      refused = drift.isEmpty() ? bring(site, subject, state) : mend(site, tree, dirs, wrong, have);
      if (drift.isEmpty() && refused.isEmpty()) {
        draft.memory.quarantine.remove(subject.toString());
      }
    }
    resource(subject, fresh, drift, refused);
  }

  /** Answers why not, where it was refused: a user or a group that the host does not have. */
  private Optional<Memory.Quarantine> mend(
      Site site,
      Tree tree,
      List<Difference> dirs,
      List<Difference> wrong,
      Map<String, Tree.Dir> have) {
    var steps = new ArrayList<Step>();
    if (!dirs.isEmpty()) {
      steps.add(new SiteStep.MakeTree(tree));
    }
    if (!wrong.isEmpty()) {
      steps.add(new SiteStep.SetRights(rights(site)));
    }
    var drift = Stream.concat(dirs.stream(), wrong.stream()).distinct().toList();
    var change = change(Subject.tree(site.name()), steps, have.isEmpty(), drift);
    var key = change.subject().toString();
    var refused = draft.situation.memory().refuses(key, change.fingerprint());
    if (refused.isEmpty()) {
      add(change, have.keySet().containsAll(fields(dirs)));
    }
    return refused;
  }

  private void resource(
      Subject subject, boolean fresh, List<Difference> drift, Optional<Memory.Quarantine> refused) {
    var health = fresh ? Health.MISSING : Health.HEALTHY;
    draft.add(
        new Resource(
            subject,
            drift.isEmpty() && refused.isEmpty() ? Sync.SYNCED : Sync.OUT_OF_SYNC,
            refused.isPresent() ? Health.DEGRADED : health,
            fresh ? List.of() : drift,
            Optional.empty(),
            "",
            refused.map(r -> "refused since " + r.since() + ": " + r.reason()).orElse("")));
  }

  private Optional<AssetsImport> assets(Site site) {
    var modes = site.permissions();
    var again = draft.again(Subject.tree(site.name()));
    return site.assetsImport()
        .map(f -> new AssetsImport(site.name(), f, rights(site).assets(), modes, again));
  }

  private boolean imported(Subject subject, Optional<Observed.SiteState> state) {
    return draft.memory.imports.containsKey(subject.toString())
        || state.filter(Observed.SiteState::imported).isPresent();
  }

  /** Whether a site's assets have to come before its code is served for the first time. */
  boolean awaitsAssets(Site site) {
    var state = Optional.ofNullable(observed.sites().get(site.name()));
    return site.assetsImport().isPresent() && !imported(Subject.tree(site.name()), state);
  }

  /** Once; answers why not, where it was refused. */
  private Optional<Memory.Quarantine> bring(
      Site site, Subject subject, Optional<Observed.SiteState> state) {
    var wanted = assets(site).filter(w -> w.again().isPresent() || !imported(subject, state));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    var fingerprint = Memory.digest(wanted.get().toString());
    var refused = draft.situation.memory().refuses(subject.toString(), fingerprint);
    if (refused.isEmpty()) {
      var steps = List.<Step>of(new SiteStep.ImportAssets(wanted.get()));
      var why = wanted.get().again().map(Orders.Again::text).orElse("once");
      var reasons = List.of("assets: %s, from %s".formatted(why, wanted.get().from()));
      var change = Change.now(subject, Action.UPDATE, reasons, steps, fingerprint);
      var full = draft.diskFull();
      draft.begin(full.map(change::blocked).orElse(change), Optional.empty());
    }
    return refused;
  }

  private static Change change(
      Subject subject, List<Step> steps, boolean fresh, List<Difference> drift) {
    return Change.now(
        subject,
        fresh ? Action.CREATE : Action.UPDATE,
        fresh ? List.of("new") : drift.stream().map(d -> "drift: " + d.text()).toList(),
        steps,
        Memory.digest(steps.toString()));
  }

  private static List<String> fields(List<Difference> drift) {
    return drift.stream().map(Difference::field).toList();
  }

  /** Directories that are all there have been changed by somebody; others are new. */
  private void add(Change change, boolean repairs) {
    if (repairs) {
      draft.repair(change);
    } else {
      draft.add(change);
    }
  }

  private List<Difference> differences(Tree tree, Map<String, Tree.Dir> have) {
    var differences = new ArrayList<Difference>();
    tree.dirs()
        .forEach(
            (path, dir) -> {
              var actual = Optional.ofNullable(have.get(path));
              if (!actual.equals(Optional.of(dir))) {
                var text = actual.map(Tree.Dir::text).orElse("missing");
                differences.add(new Difference(path, dir.text(), text));
              }
            });
    return differences;
  }

  /** Whose a site's files must be. */
  static Rights rights(Site site) {
    var assets = new TreeSet<String>();
    site.mounts().values().forEach(mount -> mount.source().ifPresent(assets::add));
    return new Rights(site.name(), site.permissions(), assets);
  }

  /** The directories that a site must have. */
  static Tree tree(Site site, Goal goal, HostFacts facts) {
    var permissions = site.permissions();
    var group = permissions.group().orElse(facts.group());
    var root = facts.sites() + "/" + site.name();
    var dirs = new TreeMap<String, Tree.Dir>();
    dirs.put(root, new Tree.Dir("root", "root", PASS));
    dirs.put(root + "/shared", new Tree.Dir(permissions.owner(), group, permissions.codeDirs()));
    var writable = new Tree.Dir(permissions.owner(), group, permissions.assetsDirs());
    for (var mount : site.mounts().values()) {
      mount.source().ifPresent(s -> dirs.put(root + "/shared/" + s, writable));
    }
    var logs = goal.desired().server().nginx().logDir() + "/" + site.name();
    dirs.put(logs, new Tree.Dir("root", "adm", PASS));
    return new Tree(site.name(), dirs);
  }
}
