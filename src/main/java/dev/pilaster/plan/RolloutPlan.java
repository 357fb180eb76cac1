package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Rollout.State;
import dev.pilaster.model.Service;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A generation between its start and its being alone: DEPLOY's start-first states. */
final class RolloutPlan {
  static final Duration DRAIN_PACE = Duration.ofMillis(100);

  /** Probes follow one another at this pace. */
  private static final Duration PACE = Duration.ofSeconds(1);

  private static final Duration SLACK = Duration.ofMillis(50);
  private static final int BAD_IN_A_ROW = 3;

  /** A candidate that never had traffic has nobody to finish with. */
  private static final Duration NOBODY_SERVED = Duration.ofSeconds(2);

  private static final int LOG_LINES = 200;

  private final Situation situation;
  private final Draft draft;
  private final Checks checks;
  private final Service service;
  private final Name name;
  private final Subject subject;
  private final Container candidate;
  private final Rollout rollout;

  RolloutPlan(
      Situation situation,
      Draft draft,
      Generations generations,
      Service service,
      Container candidate,
      Rollout rollout) {
    this.situation = situation;
    this.draft = draft;
    this.checks = new Checks(generations, situation.observed());
    this.service = service;
    this.name = service.name();
    this.subject = Subject.container(name);
    this.candidate = candidate;
    this.rollout = rollout.to() == candidate.generation() ? rollout : fresh(rollout, candidate);
  }

  private Rollout fresh(Rollout other, Container candidate) {
    return Rollout.begin(
        other.from(), candidate.generation(), candidate.fingerprint(), situation.now());
  }

  /** The candidate has no traffic yet. */
  void beforeSwitch(Optional<Container> active, List<String> because) {
    var gate =
        rollout.state() == State.STARTED ? rollout : rollout.enter(State.STARTED, situation.now());
    draft.memory.rollouts.put(name.value(), gate);
    var broken = broken(gate);
    if (candidate.state() == Container.State.CREATED) {
      step(because, new Step.Start(candidate.name(), service.exclusive()));
    } else if (broken.isPresent()) {
      abort(broken.get());
    } else if (ready(gate, active)) {
      draft.memory.rollouts.put(name.value(), gate.enter(State.OBSERVING, situation.now()));
      step(
          because,
          new Step.Switch(
              name, candidate.generation(), candidate.name(), service.lifecycle().restart()));
    } else {
      await(gate, because);
    }
  }

  private Optional<String> broken(Rollout gate) {
    var state = candidate.state();
    if (state == Container.State.EXITED || state == Container.State.DEAD) {
      var how = candidate.oomKilled() ? "was killed for its memory" : "exited";
      return Optional.of(how + " with code " + candidate.exitCode());
    }
    if (candidate.health().filter("unhealthy"::equals).isPresent()) {
      return Optional.of("its own health check says unhealthy");
    }
    if (gate.lasted(service.update().healthyDeadline(), situation.now())) {
      return Optional.of("not healthy in time: " + gate.proof().answer());
    }
    return Optional.empty();
  }

  /** A known good generation may serve at its first good answer when nothing else does. */
  private boolean ready(Rollout gate, Optional<Container> active) {
    var starting = candidate.health().filter("starting"::equals).isPresent();
    var known =
        Optional.ofNullable(situation.memory().good().get(name.value()))
            .map(Memory.Good::fingerprint)
            .filter(candidate.fingerprint()::equals);
    if (known.isPresent() && active.filter(Container::running).isEmpty()) {
      return gate.proof().good() > 0;
    }
    return !starting && gate.provenFor(service.update().minHealthy(), situation.now());
  }

  private void await(Rollout gate, List<String> because) {
    var steps = new ArrayList<Step>();
    var before = checks.before(service);
    if (gate.from() > 0 && gate.baseline().isEmpty() && !before.isEmpty()) {
      steps.add(new Step.AskBefore(before));
    }
    steps.add(
        new Step.AwaitHealthy(
            checks.own(service, candidate, gate),
            service.update().minHealthy(),
            service.update().healthyDeadline()));
    paced(gate, PACE, because, steps);
  }

  private void paced(Rollout at, Duration pace, List<String> because, List<Step> steps) {
    var next = at.proof().asked().map(a -> a.plus(pace).minus(SLACK));
    var early = next.filter(situation.now()::isBefore).isPresent();
    draft.wakeIn(early ? Duration.between(situation.now(), next.get()) : pace);
    draft.add(
        Change.due(
            subject,
            Action.REPLACE,
            because,
            steps,
            early ? 0 : steps.size(),
            rollout.fingerprint()));
  }

  private void step(List<String> because, Step step) {
    draft.add(Change.now(subject, Action.REPLACE, because, List.of(step), rollout.fingerprint()));
  }

  private void abort(String reason) {
    refuse(candidate.name() + " " + reason);
    draft.add(
        Change.now(subject, Action.REMOVE, List.of(failed(reason)), away(NOBODY_SERVED), "")
            .ending(Change.Ending.FAILED));
  }

  private String failed(String reason) {
    return "failed: " + candidate.name() + " " + reason;
  }

  private void refuse(String reason) {
    draft.memory.refuse(subject.toString(), rollout.fingerprint(), reason, situation.now());
    draft.memory.rollouts.remove(name.value());
  }

  private List<Step> away(Duration grace) {
    return List.of(
        new Step.KeepLogs(candidate.name(), LOG_LINES),
        new Step.Stop(candidate.name(), grace),
        new Step.Remove(candidate.name()));
  }

  /** The candidate has the traffic; the old generation still runs. */
  void afterSwitch() {
    var current = rollout;
    if (current.state() == State.STARTED) {
      current = rollout.enter(State.OBSERVING, situation.now());
      draft.memory.rollouts.put(name.value(), current);
    }
    var old =
        situation.observed().of(name).stream()
            .filter(c -> c.generation() == rollout.from())
            .findFirst();
    if (current.state() == State.OBSERVING) {
      observe(current, old);
    } else {
      drain(current, old);
    }
  }

  private void observe(Rollout current, Optional<Container> old) {
    var update = service.update();
    var gone = !candidate.running() && candidate.state() != Container.State.RESTARTING;
    if ((current.proof().bad() >= BAD_IN_A_ROW || gone)
        && old.filter(Container::running).isPresent()) {
      goBack(
          old.get(), gone ? "exited with code " + candidate.exitCode() : current.proof().answer());
    } else if (current.proof().good() > 0 && current.lasted(update.monitor(), situation.now())) {
      proven();
      draft.memory.rollouts.put(name.value(), current.enter(State.DRAINING, situation.now()));
      draft.wakeIn(DRAIN_PACE);
      drain(current.enter(State.DRAINING, situation.now()), old);
    } else if (current.proof().bad() >= BAD_IN_A_ROW && old.isEmpty()) {
      draft.memory.rollouts.remove(name.value());
      draft.wakeIn(PACE);
    } else {
      var check = checks.own(service, candidate, current);
      var sites = checks.throughNginx(service, current);
      paced(
          current,
          PACE,
          List.of("observed after the switch"),
          List.of(new Step.Observe(check, sites, update.monitor())));
    }
  }

  private void proven() {
    var image = candidate.image();
    draft.memory.good.put(
        name.value(),
        new Memory.Good(
            candidate.fingerprint(),
            situation.goal().commit().id(),
            image.substring(image.indexOf('@') + 1)));
  }

  /** Back to the old generation, which still runs: one rename. */
  private void goBack(Container old, String reason) {
    refuse(candidate.name() + " failed after the switch: " + reason);
    var steps = new ArrayList<Step>();
    steps.add(new Step.Switch(name, old.generation(), old.name(), service.lifecycle().restart()));
    steps.addAll(away(service.lifecycle().stopGracePeriod()));
    draft.add(
        Change.now(subject, Action.REPLACE, List.of("rolled back: " + reason), steps, "")
            .ending(Change.Ending.ROLLED_BACK));
  }

  private void drain(Rollout current, Optional<Container> old) {
    if (old.isEmpty()) {
      draft.memory.rollouts.remove(name.value());
      draft.wakeIn(Duration.ZERO);
      return;
    }
    var update = service.update();
    if (current.proof().good() > 0 || current.lasted(update.drain(), situation.now())) {
      var grace = service.lifecycle().stopGracePeriod();
      draft.add(
          Change.now(
              subject,
              Action.REPLACE,
              List.of("retire " + old.get().name()),
              List.of(new Step.Stop(old.get().name(), grace), new Step.Remove(old.get().name())),
              ""));
    } else {
      paced(
          current,
          DRAIN_PACE,
          List.of("drain " + old.get().name()),
          List.of(new Step.Drain(checks.door(service, old.get()), update.drain())));
    }
  }
}
