package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Site;
import dev.pilaster.model.SiteStep;
import dev.pilaster.model.Subject;
import dev.pilaster.model.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    var drift = differences(tree, have);
    var fresh = have.isEmpty();
    if (!drift.isEmpty() && !draft.busy(subject)) {
      add(change(subject, tree, fresh, drift), have.keySet().containsAll(fields(drift)));
    }
    draft.add(
        new Resource(
            subject,
            drift.isEmpty() ? Sync.SYNCED : Sync.OUT_OF_SYNC,
            fresh ? Health.MISSING : Health.HEALTHY,
            fresh ? List.of() : drift,
            Optional.empty(),
            "",
            ""));
  }

  private static Change change(Subject subject, Tree tree, boolean fresh, List<Difference> drift) {
    return Change.now(
        subject,
        fresh ? Action.CREATE : Action.UPDATE,
        fresh ? List.of("new") : drift.stream().map(d -> "drift: " + d.text()).toList(),
        List.of(new SiteStep.MakeTree(tree)),
        Memory.digest(tree.dirs().toString()));
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
              var actual = Optional.ofNullable(have.get(path)).map(Tree.Dir::text);
              if (!actual.equals(Optional.of(dir.text()))) {
                differences.add(new Difference(path, dir.text(), actual.orElse("missing")));
              }
            });
    return differences;
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
