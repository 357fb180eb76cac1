package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Rollout.State;
import dev.pilaster.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The right generation is active: keep it running, as it was described, and alone. */
final class KeepPlan {
  private final Stage stage;

  KeepPlan(Stage stage) {
    this.stage = stage;
  }

  void plan(Target target, List<Difference> drift, Sync whenThere, String message) {
    var container = stage.active.orElseThrow();
    stage.over();
    cleanUp(stage.all.stream().filter(c -> c.generation() > container.generation()).toList());
    var older = stage.all.stream().filter(c -> c.generation() < container.generation()).toList();
    if (!older.isEmpty()) {
      drainAgain(older, container, target);
    } else if (container.state() == Container.State.REMOVING) {
      stage.draft.wakeIn(Stage.PACE);
    } else if (down(container)) {
      heal(container);
    } else if (!drift.isEmpty()) {
      repair(container, target, drift);
    } else if (whenThere == Sync.SYNCED && settled(container, target)) {
      stage.proven(target.fingerprint(), target.digest());
    }
    var clean = drift.isEmpty() && container.running();
    var health = whenThere == Sync.SYNCED ? stage.health() : Health.DEGRADED;
    stage.resource(clean ? whenThere : Sync.OUT_OF_SYNC, health, seen(container, drift), message);
  }

  /** Drift as people are told of it: a container that was stopped has drifted in its state. */
  private static List<Difference> seen(Container container, List<Difference> drift) {
    var seen = new ArrayList<>(drift);
    if (!container.running()) {
      var state = container.state().name().toLowerCase(Locale.ROOT);
      seen.add(new Difference("state", "running", state));
    }
    return seen;
  }

  /** It has run as long as a switch is observed: after a loss of memory that is proof enough. */
  private boolean settled(Container container, Target target) {
    return !container.startedAt().plus(target.service().update().monitor()).isAfter(stage.now());
  }

  private void drainAgain(List<Container> older, Container container, Target target) {
    var from = older.get(older.size() - 1).generation();
    var recipe = CreatePlan.recipe(target.service());
    stage.note(
        Rollout.begin(
            from,
            container.generation(),
            target.fingerprint(),
            recipe,
            State.DRAINING,
            stage.now()));
    stage.draft.wakeIn(RolloutPlan.DRAIN_PACE);
  }

  /** Nothing better is known than what serves. */
  void alone() {
    cleanUp(stage.all.stream().filter(c -> stage.active.filter(c::equals).isEmpty()).toList());
    up();
  }

  /** What serves is kept up, also while something else is wanted and has to wait. */
  void up() {
    stage.active.filter(KeepPlan::down).ifPresent(this::heal);
  }

  private static boolean down(Container container) {
    return !container.running()
        && container.state() != Container.State.RESTARTING
        && container.state() != Container.State.REMOVING;
  }

  private void heal(Container container) {
    var reason =
        "drift: %s is %s (exit code %d)"
            .formatted(container.name(), container.state(), container.exitCode());
    stage.draft.repair(
        Change.now(
            stage.subject, Action.UPDATE, List.of(reason), List.of(stage.start(container)), ""));
  }

  private void repair(Container container, Target target, List<Difference> drift) {
    var service = target.service();
    var update = new Step.Update(container.name(), service.lifecycle().restart(), service.limits());
    var because = drift.stream().map(d -> "drift: " + d.text()).toList();
    stage.draft.repair(Change.now(stage.subject, Action.UPDATE, because, List.of(update), ""));
  }

  /** Takes away what is newer than what serves, and wanted no more. */
  void superseded(List<Container> leftovers) {
    cleanUp(leftovers, "superseded: " + leftovers.get(0).name() + " is wanted no more");
  }

  /** Takes away what nobody knows. */
  void cleanUp(List<Container> leftovers) {
    if (!leftovers.isEmpty()) {
      cleanUp(leftovers, "left over: " + leftovers.get(0).name());
    }
  }

  private void cleanUp(List<Container> leftovers, String because) {
    var steps = new ArrayList<Step>();
    for (var container : leftovers) {
      if (container.running()) {
        var grace = stage.wanted.lifecycle().stopGracePeriod();
        steps.add(new Step.Stop(container.name(), grace));
      }
      steps.add(new Step.Remove(container.name()));
    }
    stage.add(
        Change.now(stage.subject, Action.REMOVE, List.of(because), steps, "")
            .ending(Change.Ending.SUPERSEDED));
  }
}
