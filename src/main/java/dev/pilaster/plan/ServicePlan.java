package dev.pilaster.plan;

import dev.pilaster.model.Container;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Rollout.State;
import java.util.List;
import java.util.Optional;

/** What one service needs in this turn, by what runs and where its pointer points (DEPLOY). */
final class ServicePlan {
  private final Stage stage;
  private final ImagePlan images;

  ServicePlan(Stage stage) {
    this.stage = stage;
    this.images = new ImagePlan(stage);
  }

  void plan() {
    var aim = aim();
    var held = stage.draft.gates.held(stage.subject);
    if (stage.draft.busy(stage.subject)) {
      say(Sync.OUT_OF_SYNC, Health.PROGRESSING, "steps are being performed");
    } else if (held.isPresent()) {
      stage.rollout().ifPresent(r -> stage.note(r.restart(stage.now())));
      say(there(aim) ? Sync.SYNCED : Sync.OUT_OF_SYNC, Health.SUSPENDED, held.get());
    } else if (unmounted().isPresent()) {
      say(Sync.OUT_OF_SYNC, Health.DEGRADED, unmounted().get());
    } else if (!underWay(aim)) {
      toward(aim);
    }
  }

  private void say(Sync sync, Health health, String message) {
    stage.resource(sync, health, List.of(), message);
  }

  /**
   * What this turn wants of the service.
   *
   * @param target empty when the image is not here, or nothing may be tried
   * @param refused why it is not what git wants
   */
  private record Aim(Optional<Target> target, Optional<String> refused) {}

  /** Going back is going forward to an older goal: the service as it proved itself last. */
  private Aim aim() {
    var target = images.target();
    images.forgetOldRefusal(target);
    return images
        .refusal(target)
        .map(q -> new Aim(lastGood(), Optional.of(reason(q))))
        .orElse(new Aim(target, Optional.empty()));
  }

  private static String reason(Memory.Quarantine refusal) {
    return "refused since " + refusal.since() + ": " + refusal.reason();
  }

  private Optional<Target> lastGood() {
    var good = Optional.ofNullable(stage.situation.memory().good().get(stage.name.value()));
    var older = Optional.ofNullable(stage.situation.goal().lastGood().get(stage.name));
    return good.flatMap(g -> older.map(o -> target(o, g.digest())));
  }

  private Target target(dev.pilaster.model.Service service, String digest) {
    return new Target(service, digest, stage.generations.fingerprint(service, digest));
  }

  private boolean there(Aim aim) {
    return aim.refused().isEmpty()
        && aim.target().filter(t -> stage.active.filter(a -> same(a, t)).isPresent()).isPresent();
  }

  /** A disk that was there and is not mounted now: nothing may start on what is below it. */
  private Optional<String> unmounted() {
    return stage.wanted.dataPaths().stream()
        .filter(dir -> stage.draft.memory.data.containsKey(dir))
        .filter(dir -> !stage.observed().marked().getOrDefault(dir, false))
        .map(ServicePlan::markGone)
        .findFirst();
  }

  private static String markGone(String dir) {
    return "Stuck: the mark of %s is gone, so nothing is started on it. Mount its disk; if it is meant to be empty: touch %s/%s"
        .formatted(dir, dir, dev.pilaster.model.Data.MARK);
  }

  /** Moves an upgrade on; false when none is under way that goes on. */
  private boolean underWay(Aim aim) {
    var known = stage.rollout().filter(this::alive);
    if (known.isEmpty()) {
      return false;
    }
    var rollout = known.get();
    return switch (rollout.state()) {
      case STUCK -> stuck(rollout);
      case RETURNING -> new ReturnPlan(stage, rollout).plan();
      case STOPPING, SAVING -> stopping(rollout, aim);
      case STARTED -> rollout.stopFirst() && gate(rollout, aim);
      case OBSERVING, DRAINING, FINISHING -> switched(rollout, aim);
    };
  }

  /** An upgrade whose candidate is gone, with nothing else amiss, is none. */
  private boolean alive(Rollout rollout) {
    var back = rollout.state() == State.RETURNING || rollout.state() == State.STUCK;
    var alive = back || stage.generation(rollout.to()).isPresent();
    if (!alive && rollout.stopFirst() && rollout.data().stopped().isPresent()) {
      stage.goBack(rollout, "its container is gone");
      return true;
    }
    if (!alive && !stage.all.isEmpty()) {
      stage.over();
    }
    return alive;
  }

  private boolean stuck(Rollout rollout) {
    var refused = stage.draft.memory.quarantine.get(stage.subject.toString());
    if (refused == null || !refused.fingerprint().equals(rollout.fingerprint())) {
      stage.over();
      return false;
    }
    say(Sync.OUT_OF_SYNC, Health.DEGRADED, "Stuck: " + rollout.fault());
    return true;
  }

  private boolean wants(Aim aim, Rollout rollout) {
    return aim.target().filter(t -> t.fingerprint().equals(rollout.fingerprint())).isPresent();
  }

  private boolean stopping(Rollout rollout, Aim aim) {
    if (wants(aim, rollout)) {
      return new StopFirstPlan(stage, aim.target().orElseThrow().service(), rollout).plan();
    }
    if (rollout.data().stopped().isEmpty()) {
      stage.over();
      return false;
    }
    return new ReturnPlan(stage, stage.goBack(rollout, ReturnPlan.SUPERSEDED)).plan();
  }

  private boolean gate(Rollout rollout, Aim aim) {
    if (!wants(aim, rollout)) {
      return new ReturnPlan(stage, stage.goBack(rollout, ReturnPlan.SUPERSEDED)).plan();
    }
    var candidate = stage.generation(rollout.to()).orElseThrow();
    new RolloutPlan(stage, aim.target().orElseThrow().service(), candidate, rollout)
        .beforeSwitch(reasons(aim.target().orElseThrow(), List.of()));
    if (stage.rollout().filter(r -> r.state() == State.RETURNING).isEmpty()) {
      say(Sync.OUT_OF_SYNC, replacing(List.of()), pending());
    }
    return true;
  }

  /** The candidate has the traffic, and is not alone yet. */
  private boolean switched(Rollout rollout, Aim aim) {
    if (stage.active.filter(a -> a.generation() == rollout.to()).isEmpty()) {
      return switchAgain(rollout, aim);
    }
    if (rollout.state() == State.OBSERVING && superseded(rollout, aim)) {
      return new ReturnPlan(stage, stage.goBack(rollout, ReturnPlan.SUPERSEDED)).plan();
    }
    new RolloutPlan(stage, stage.wanted, stage.active.orElseThrow(), rollout).afterSwitch();
    if (stage.rollout().isEmpty()) {
      return false;
    }
    if (stage.rollout().get().state() != State.RETURNING) {
      say(Sync.OUT_OF_SYNC, Health.PROGRESSING, "the new generation is observed");
    }
    return true;
  }

  /** The switch was planned and did not happen: the gate is passed again. */
  private boolean switchAgain(Rollout rollout, Aim aim) {
    var again = stage.note(rollout.enter(State.STARTED, stage.now()));
    return again.stopFirst() && gate(again, aim);
  }

  /**
   * Something else is wanted while this one is not proven: back to the proven one, without blame.
   */
  private boolean superseded(Rollout rollout, Aim aim) {
    return !rollout.stopFirst()
        && !wants(aim, rollout)
        && stage.generation(rollout.from()).filter(Container::running).isPresent();
  }

  private void toward(Aim aim) {
    if (aim.target().isPresent()) {
      var sync = aim.refused().isPresent() ? Sync.OUT_OF_SYNC : Sync.SYNCED;
      toward(aim.target().get(), sync, aim.refused().orElse(""));
    } else if (aim.refused().isPresent()) {
      new KeepPlan(stage).alone();
      var health = stage.active.isPresent() ? Health.DEGRADED : Health.MISSING;
      say(Sync.OUT_OF_SYNC, health, aim.refused().get());
    } else {
      images.pull();
      say(Sync.OUT_OF_SYNC, stage.health(), "image is not here yet");
    }
  }

  private void toward(Target target, Sync whenThere, String message) {
    var drift =
        stage.active.filter(a -> same(a, target)).map(a -> drift(a, target)).orElse(List.of());
    if (stage.active.filter(a -> same(a, target)).isPresent() && inPlace(drift)) {
      new KeepPlan(stage).plan(target, drift, whenThere, message);
    } else {
      replace(target, drift, message);
    }
  }

  static boolean same(Container container, Target target) {
    return container.fingerprint().equals(target.fingerprint());
  }

  private List<Difference> drift(Container container, Target target) {
    var spec = target.spec(stage.generations, container.generation(), container.address());
    return Drift.of(spec, container, target.service().lifecycle().restart());
  }

  private static boolean inPlace(List<Difference> drift) {
    return drift.stream().allMatch(d -> Drift.IN_PLACE.contains(d.field()));
  }

  /** Another generation is wanted than the active one. */
  private void replace(Target target, List<Difference> drift, String message) {
    var live = stage.active.map(Container::generation).orElse(0);
    var newer = stage.all.stream().filter(c -> c.generation() > live).toList();
    var candidate = newer.stream().filter(c -> same(c, target)).reduce((a, b) -> b);
    var leftovers = newer.stream().filter(c -> candidate.filter(c::equals).isEmpty()).toList();
    if (!leftovers.isEmpty()) {
      new KeepPlan(stage).superseded(leftovers);
    } else if (candidate.isPresent()) {
      resume(target, candidate.get(), reasons(target, drift));
    } else if (!here(target)) {
      images.pullAgain(target);
    } else {
      new CreatePlan(stage, target).create(reasons(target, drift), repairs(target, drift));
    }
    if (stage.rollout().filter(r -> r.state() == State.RETURNING).isEmpty()) {
      var why = message.isEmpty() ? pending() : message;
      stage.resource(Sync.OUT_OF_SYNC, replacing(drift), drift, why);
    }
  }

  /** Whether it undoes what somebody did, instead of doing what git newly asks for. */
  private boolean repairs(Target target, List<Difference> drift) {
    var good = Optional.ofNullable(stage.situation.memory().good().get(stage.name.value()));
    var gone = stage.active.isEmpty() && good.isPresent();
    return !drift.isEmpty() || (gone && good.get().fingerprint().equals(target.fingerprint()));
  }

  private boolean here(Target target) {
    var image = target.service().image().at(target.digest());
    return stage.observed().images().contains(image);
  }

  private void resume(Target target, Container candidate, List<String> because) {
    var known = stage.rollout().filter(r -> r.to() == candidate.generation());
    var rollout =
        stage.note(
            known.orElseGet(() -> new CreatePlan(stage, target).begin(candidate.generation())));
    if (rollout.state() == State.STOPPING || rollout.state() == State.SAVING) {
      new StopFirstPlan(stage, target.service(), rollout).plan();
    } else {
      new RolloutPlan(stage, target.service(), candidate, rollout).beforeSwitch(because);
    }
  }

  private String pending() {
    return stage.active.isPresent() ? "another generation is wanted" : "nothing serves yet";
  }

  private Health replacing(List<Difference> drift) {
    if (stage.active.isEmpty() && stage.all.isEmpty()) {
      return Health.MISSING;
    }
    return drift.isEmpty() ? Health.PROGRESSING : Health.DEGRADED;
  }

  private List<String> reasons(Target target, List<Difference> drift) {
    if (stage.active.isEmpty()) {
      var known = stage.situation.memory().good().containsKey(stage.name.value());
      return List.of(known ? "drift: its container is gone" : "new");
    }
    if (!drift.isEmpty()) {
      return drift.stream().map(d -> "drift: " + d.text()).toList();
    }
    return Drift.between(stage.active.get(), target, stage.generations);
  }
}
