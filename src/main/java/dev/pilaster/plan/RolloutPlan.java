package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Rollout.State;
import dev.pilaster.model.Service;
import dev.pilaster.model.Step;
import dev.pilaster.model.WaitStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A generation between its start and its being alone (DEPLOY). */
final class RolloutPlan {
  /** Until the first good answer: where nothing else serves, visitors wait for it. */
  private static final Duration FIRST_PACE = Duration.ofMillis(250);

  static final Duration DRAIN_PACE = Duration.ofMillis(100);

  private static final int BAD_IN_A_ROW = 3;

  /** A candidate that never had traffic has nobody to finish with. */
  private static final Duration NOBODY_SERVED = Duration.ofSeconds(2);

  private final Stage stage;
  private final Service service;
  private final Container candidate;
  private final Rollout rollout;

  RolloutPlan(Stage stage, Service service, Container candidate, Rollout rollout) {
    this.stage = stage;
    this.service = service;
    this.candidate = candidate;
    this.rollout = rollout;
  }

  /** The candidate has no traffic yet. */
  void beforeSwitch(List<String> because) {
    var gate =
        rollout.state() == State.STARTED ? rollout : rollout.enter(State.STARTED, stage.now());
    stage.note(gate);
    var broken = broken(gate);
    if (candidate.state() == Container.State.CREATED || (ended() && !gate.watched())) {
      stage.note(gate.enter(State.STARTED, stage.now()));
      step(because, stage.start(candidate));
    } else if (broken.isPresent()) {
      abort(gate, broken.get());
    } else if (ready(gate)) {
      switchOver(gate, because);
    } else {
      await(gate, because);
    }
  }

  private boolean ended() {
    return candidate.state() == Container.State.EXITED || candidate.state() == Container.State.DEAD;
  }

  private Optional<String> broken(Rollout gate) {
    if (ended()) {
      var how = candidate.oomKilled() ? "was killed for its memory" : "exited";
      return Optional.of(how + " with code " + candidate.exitCode());
    }
    if (candidate.health().filter("unhealthy"::equals).isPresent()) {
      return Optional.of("its own health check says unhealthy");
    }
    if (gate.lasted(service.update().healthyDeadline(), stage.now())) {
      return Optional.of("not healthy in time: " + gate.proof().answer());
    }
    return Optional.empty();
  }

  /** A known good generation may serve at its first good answer when nothing else does. */
  private boolean ready(Rollout gate) {
    var starting = candidate.health().filter("starting"::equals).isPresent();
    var known =
        Optional.ofNullable(stage.situation.memory().good().get(stage.name.value()))
            .map(Memory.Good::fingerprint)
            .filter(candidate.fingerprint()::equals);
    if (known.isPresent() && stage.active.filter(Container::running).isEmpty()) {
      return gate.proof().good() > 0;
    }
    return !starting && gate.provenFor(service.update().minHealthy(), stage.now());
  }

  private void switchOver(Rollout gate, List<String> because) {
    gate.data()
        .stopped()
        .map(at -> Duration.between(at, stage.now()).toSeconds())
        .ifPresent(seconds -> stage.draft.memory.gaps.put(stage.name.value(), seconds));
    stage.note(gate.enter(State.OBSERVING, stage.now()));
    step(because, point(candidate));
  }

  private Step point(Container to) {
    return new Step.Switch(stage.name, to.generation(), to.name(), service.lifecycle().restart());
  }

  private void await(Rollout gate, List<String> because) {
    var steps = new ArrayList<Step>();
    var before = stage.checks.before(service);
    if (gate.from() > 0 && gate.baseline().isEmpty() && !before.isEmpty() && !gate.stopFirst()) {
      steps.add(new Step.AskBefore(before));
    }
    var update = service.update();
    var check = stage.checks.own(service, candidate, gate);
    steps.add(new WaitStep.AwaitHealthy(check, update.minHealthy(), update.healthyDeadline()));
    paced(gate, gate.proof().good() > 0 ? pace(update.minHealthy()) : FIRST_PACE, because, steps);
  }

  /**
   * Three answers fit in the time for which a candidate has to be healthy, a second apart at most.
   */
  private static Duration pace(Duration minHealthy) {
    var half = minHealthy.dividedBy(2);
    var least = half.compareTo(FIRST_PACE) < 0 ? FIRST_PACE : half;
    return least.compareTo(Stage.PACE) < 0 ? least : Stage.PACE;
  }

  private void paced(Rollout at, Duration pace, List<String> because, List<Step> steps) {
    stage.paced(
        at, pace, Change.now(stage.subject, Action.REPLACE, because, steps, at.fingerprint()));
  }

  private void step(List<String> because, Step step) {
    stage.add(
        Change.now(stage.subject, Action.REPLACE, because, List.of(step), rollout.fingerprint()));
  }

  /** Nothing that served has changed, unless the old generation had to end first. */
  private void abort(Rollout gate, String reason) {
    var why = candidate.name() + " " + reason;
    stage.refuse(gate, why);
    if (service.update().pauseOnFailure()) {
      pause(gate, why);
    } else if (gate.stopFirst() && gate.from() > 0) {
      new ReturnPlan(stage, stage.goBack(gate, why)).plan();
    } else {
      stage.over();
      stage.add(
          Change.now(
                  stage.subject,
                  Action.REMOVE,
                  List.of("failed: " + why),
                  stage.away(candidate, NOBODY_SERVED),
                  "")
              .ending(Change.Ending.FAILED));
    }
  }

  /** Everything stays as it is, for people to look at. */
  private void pause(Rollout at, String why) {
    var reason = "paused (failure_action): " + why;
    stage.note(at.fails(State.STUCK, reason, stage.now()));
    stage.draft.wakeIn(Duration.ZERO);
    stage.add(
        Change.now(stage.subject, Action.UPDATE, List.of(reason), List.of(), "")
            .ending(Change.Ending.FAILED));
  }

  /** The candidate has the traffic; the old generation still runs, or could. */
  void afterSwitch() {
    var old = stage.generation(rollout.from());
    switch (rollout.state()) {
      case OBSERVING -> observe(old);
      case DRAINING -> drain(rollout, old);
      default -> finish(rollout, old);
    }
  }

  private void observe(Optional<Container> old) {
    var update = service.update();
    var failed = failed();
    if (failed.isPresent() && old.isPresent()) {
      wayBack(failed.get());
    } else if (failed.isPresent()) {
      stage.over();
      stage.draft.wakeIn(Stage.PACE);
    } else if (rollout.proof().good() > 0 && rollout.lasted(update.monitor(), stage.now())) {
      stage.proven(candidate.fingerprint(), digest());
      stage.draft.wakeIn(DRAIN_PACE);
      drain(stage.note(rollout.enter(State.DRAINING, stage.now())), old);
    } else {
      var check = stage.checks.own(service, candidate, rollout);
      var sites = stage.checks.throughNginx(service, rollout);
      paced(
          rollout,
          Stage.PACE,
          List.of("observed after the switch"),
          List.of(new WaitStep.Observe(check, sites, update.monitor())));
    }
  }

  private Optional<String> failed() {
    if (ended()) {
      return Optional.of("exited with code " + candidate.exitCode());
    }
    if (candidate.restarts() > 0) {
      return Optional.of("ended and was started again by the engine");
    }
    return rollout.proof().bad() >= BAD_IN_A_ROW
        ? Optional.of(rollout.proof().answer())
        : Optional.empty();
  }

  private String digest() {
    return candidate.image().substring(candidate.image().indexOf('@') + 1);
  }

  private void wayBack(String reason) {
    var why = candidate.name() + " failed after the switch: " + reason;
    stage.refuse(rollout, why);
    if (service.update().pauseOnFailure()) {
      pause(rollout, why);
    } else {
      new ReturnPlan(stage, stage.goBack(rollout, why)).plan();
    }
  }

  /** Names must lead to the new generation before one waits for the old one's last requests. */
  private void drain(Rollout draining, Optional<Container> old) {
    var update = service.update();
    var late = draining.lasted(update.drain(), stage.now());
    if (old.filter(Container::running).isEmpty()) {
      finish(draining, old);
    } else if (!Routes.named(stage.observed(), stage.name, candidate) && !late) {
      stage.draft.wakeIn(DRAIN_PACE);
    } else if (draining.proof().good() > 0 || late) {
      finish(stage.note(draining.enter(State.FINISHING, stage.now())), old);
    } else {
      var door = stage.checks.door(service, old.get());
      var step = new WaitStep.Drain(door, update.drain());
      paced(draining, DRAIN_PACE, List.of("drain " + old.get().name()), List.of(step));
    }
  }

  private void finish(Rollout finishing, Optional<Container> old) {
    if (old.isEmpty()) {
      stage.over();
      stage.draft.wakeIn(Duration.ZERO);
      return;
    }
    var bound = service.update().execDrain();
    var late = finishing.lasted(bound, stage.now());
    if (!old.get().running() || finishing.proof().good() > 0 || late) {
      retire(old.get());
    } else {
      var step = new WaitStep.AwaitIdle(old.get().name(), bound);
      paced(finishing, Stage.PACE, List.of("commands in " + old.get().name()), List.of(step));
    }
  }

  private void retire(Container old) {
    var grace = service.lifecycle().stopGracePeriod();
    stage.add(
        Change.now(
            stage.subject,
            Action.REPLACE,
            List.of("retire " + old.name()),
            List.of(new Step.Stop(old.name(), grace), new Step.Remove(old.name())),
            ""));
  }
}
