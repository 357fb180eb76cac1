package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Service;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one service needs in this turn, by what runs and where its pointer points (DEPLOY). */
final class ServicePlan {
  private final Situation situation;
  private final Draft draft;
  private final Generations generations;
  private final Service wanted;
  private final Name name;
  private final Subject subject;
  private final List<Container> all;
  private final Optional<Container> active;
  private final ImagePlan images;

  ServicePlan(Situation situation, Draft draft, Generations generations, Service wanted) {
    this.situation = situation;
    this.draft = draft;
    this.generations = generations;
    this.wanted = wanted;
    this.name = wanted.name();
    this.subject = Subject.container(name);
    this.all = situation.observed().of(name);
    var live = situation.observed().live().getOrDefault(name, 0);
    this.active = all.stream().filter(c -> c.generation() == live).findFirst();
    this.images = new ImagePlan(situation, draft, generations, wanted, active);
  }

  void plan() {
    var target = images.target();
    images.forgetOldRefusal(target);
    var refusal = images.refusal(target);
    if (draft.busy(subject)) {
      resource(Sync.OUT_OF_SYNC, Health.PROGRESSING, List.of(), "steps are being performed");
      return;
    }
    var rollout = rollout();
    if (switched(rollout)) {
      new RolloutPlan(
              situation, draft, generations, wanted, active.orElseThrow(), rollout.orElseThrow())
          .afterSwitch();
    }
    if (switched(rollout) && draft.memory.rollouts.containsKey(name.value())) {
      resource(Sync.OUT_OF_SYNC, Health.PROGRESSING, List.of(), "the new generation is observed");
      return;
    }
    if (refusal.isPresent()) {
      refused(refusal.get());
    } else if (target.isEmpty()) {
      images.pull();
      resource(Sync.OUT_OF_SYNC, health(), List.of(), "image is not here yet");
    } else {
      toward(target.get(), Sync.SYNCED, "");
    }
  }

  /** The rollout that memory knows of, unless its generation is gone. */
  private Optional<Rollout> rollout() {
    var known = Optional.ofNullable(draft.memory.rollouts.get(name.value()));
    var alive = known.filter(r -> all.stream().anyMatch(c -> c.generation() == r.to()));
    if (known.isPresent() && alive.isEmpty() && !all.isEmpty()) {
      draft.memory.rollouts.remove(name.value());
    }
    return alive;
  }

  private boolean switched(Optional<Rollout> rollout) {
    return rollout.isPresent()
        && active.isPresent()
        && active.get().generation() == rollout.get().to();
  }

  /** Going back is going forward to an older goal: the service as it proved itself last. */
  private void refused(Memory.Quarantine refusal) {
    var reason = "refused since " + refusal.since() + ": " + refusal.reason();
    var good = Optional.ofNullable(situation.memory().good().get(name.value()));
    var older = Optional.ofNullable(situation.goal().lastGood().get(name));
    if (good.isPresent() && older.isPresent()) {
      var digest = good.get().digest();
      var fingerprint = generations.fingerprint(older.get(), digest);
      toward(new Target(older.get(), digest, fingerprint), Sync.OUT_OF_SYNC, reason);
    } else {
      cleanUp(all.stream().filter(c -> active.filter(c::equals).isEmpty()).toList());
      resource(
          Sync.OUT_OF_SYNC,
          active.isPresent() ? Health.DEGRADED : Health.MISSING,
          List.of(),
          reason);
    }
  }

  private void toward(Target target, Sync whenThere, String message) {
    var drift = active.filter(a -> same(a, target)).map(a -> drift(a, target)).orElse(List.of());
    if (active.isPresent() && same(active.get(), target) && inPlace(drift)) {
      keep(target, drift, whenThere, message);
    } else {
      replace(target, drift, message);
    }
  }

  private boolean same(Container container, Target target) {
    return container.fingerprint().equals(target.fingerprint());
  }

  private List<Difference> drift(Container container, Target target) {
    var spec =
        generations.spec(
            target.service(),
            target.digest(),
            container.generation(),
            container.address(),
            target.fingerprint());
    return Drift.of(spec, container, target.service().lifecycle().restart());
  }

  private static boolean inPlace(List<Difference> drift) {
    return drift.stream().allMatch(d -> Drift.IN_PLACE.contains(d.field()));
  }

  /** The right generation is active: keep it running, as it was described, and alone. */
  private void keep(Target target, List<Difference> drift, Sync whenThere, String message) {
    var container = active.orElseThrow();
    draft.memory.rollouts.remove(name.value());
    cleanUp(all.stream().filter(c -> c.generation() > container.generation()).toList());
    var older = all.stream().filter(c -> c.generation() < container.generation()).toList();
    if (!older.isEmpty()) {
      drainAgain(older, container, target);
    } else if (!container.running() && container.state() != Container.State.RESTARTING) {
      heal(container);
    } else if (!drift.isEmpty()) {
      repair(container, target, drift);
    } else if (whenThere == Sync.SYNCED && settled(container, target, situation.now())) {
      proven(target);
    }
    var clean = drift.isEmpty() && container.running();
    var health = whenThere == Sync.SYNCED ? health() : Health.DEGRADED;
    resource(clean ? whenThere : Sync.OUT_OF_SYNC, health, seen(container, drift), message);
  }

  /** Drift as people are told of it: a container that was stopped has drifted in its state. */
  private static List<Difference> seen(Container container, List<Difference> drift) {
    var seen = new ArrayList<>(drift);
    if (!container.running()) {
      var state = container.state().name().toLowerCase(java.util.Locale.ROOT);
      seen.add(new Difference("state", "running", state));
    }
    return seen;
  }

  /**
   * It has run for as long as a switch is observed: after a loss of memory that is proof enough.
   */
  private static boolean settled(Container container, Target target, Instant now) {
    return !container.startedAt().plus(target.service().update().monitor()).isAfter(now);
  }

  private void proven(Target target) {
    draft.memory.good.put(
        name.value(),
        new Memory.Good(target.fingerprint(), situation.goal().commit().id(), target.digest()));
  }

  private void drainAgain(List<Container> older, Container container, Target target) {
    var from = older.get(older.size() - 1).generation();
    draft.memory.rollouts.put(
        name.value(),
        Rollout.begin(from, container.generation(), target.fingerprint(), situation.now())
            .enter(Rollout.State.DRAINING, situation.now()));
    draft.wakeIn(RolloutPlan.DRAIN_PACE);
  }

  private void heal(Container container) {
    var reason =
        "drift: %s is %s (exit code %d)"
            .formatted(container.name(), container.state(), container.exitCode());
    draft.add(
        Change.now(
            subject,
            Action.UPDATE,
            List.of(reason),
            List.of(new Step.Start(container.name(), wanted.exclusive())),
            ""));
  }

  private void repair(Container container, Target target, List<Difference> drift) {
    var service = target.service();
    var update = new Step.Update(container.name(), service.lifecycle().restart(), service.limits());
    var because = drift.stream().map(d -> "drift: " + d.text()).toList();
    draft.add(Change.now(subject, Action.UPDATE, because, List.of(update), ""));
  }

  private void cleanUp(List<Container> leftovers) {
    var steps = new ArrayList<Step>();
    for (var container : leftovers) {
      if (container.running()) {
        steps.add(new Step.Stop(container.name(), wanted.lifecycle().stopGracePeriod()));
      }
      steps.add(new Step.Remove(container.name()));
    }
    if (!steps.isEmpty()) {
      var because = List.of("left over: " + leftovers.get(0).name());
      draft.add(Change.now(subject, Action.REMOVE, because, steps, ""));
    }
  }

  /** Another generation is wanted than the active one. */
  private void replace(Target target, List<Difference> drift, String message) {
    var live = active.map(Container::generation).orElse(0);
    var newer = all.stream().filter(c -> c.generation() > live).toList();
    var candidate = newer.stream().filter(c -> same(c, target)).reduce((a, b) -> b);
    var leftovers = newer.stream().filter(c -> candidate.filter(c::equals).isEmpty()).toList();
    if (!leftovers.isEmpty()) {
      cleanUp(leftovers);
    } else if (candidate.isPresent()) {
      var known = Optional.ofNullable(draft.memory.rollouts.get(name.value()));
      new RolloutPlan(
              situation,
              draft,
              generations,
              target.service(),
              candidate.get(),
              known.orElse(begin(candidate.get(), target)))
          .beforeSwitch(active, reasons(target, drift));
    } else if (!situation
        .observed()
        .images()
        .contains(target.service().image().at(target.digest()))) {
      images.pullAgain(target);
    } else {
      new CreatePlan(situation, draft, generations, target, active).create(reasons(target, drift));
    }
    resource(Sync.OUT_OF_SYNC, replacing(drift), drift, message.isEmpty() ? pending() : message);
  }

  private Rollout begin(Container candidate, Target target) {
    var from = active.map(Container::generation).orElse(0);
    return Rollout.begin(from, candidate.generation(), target.fingerprint(), situation.now());
  }

  private String pending() {
    return active.isPresent() ? "another generation is wanted" : "nothing serves yet";
  }

  private Health replacing(List<Difference> drift) {
    if (active.isEmpty() && all.isEmpty()) {
      return Health.MISSING;
    }
    return drift.isEmpty() ? Health.PROGRESSING : Health.DEGRADED;
  }

  private List<String> reasons(Target target, List<Difference> drift) {
    if (active.isEmpty()) {
      var known = Optional.ofNullable(situation.memory().good().get(name.value()));
      return List.of(known.isPresent() ? "drift: its container is gone" : "new");
    }
    if (!drift.isEmpty()) {
      return drift.stream().map(d -> "drift: " + d.text()).toList();
    }
    return Drift.between(active.get(), target, generations);
  }

  private Health health() {
    return active.map(a -> a.running() ? Health.HEALTHY : Health.DEGRADED).orElse(Health.MISSING);
  }

  private void resource(Sync sync, Health health, List<Difference> drift, String message) {
    draft.add(
        new Resource(
            subject,
            sync,
            health,
            drift,
            active.map(Container::generation),
            wanted.image().toString(),
            message));
  }
}
