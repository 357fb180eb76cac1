package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Change.Ending;
import dev.pilaster.model.Container;
import dev.pilaster.model.Data;
import dev.pilaster.model.DataStep;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Rollout.State;
import dev.pilaster.model.Service;
import dev.pilaster.model.Step;
import dev.pilaster.model.WaitStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Back to the old generation. A way back is never taken back: when it fails, hands off. */
final class ReturnPlan {
  /** The fault of an upgrade that has none: something else is wanted now. */
  static final String SUPERSEDED = "";

  private final Stage stage;
  private final Service service;
  private final Rollout rollout;
  private final Optional<Container> old;
  private final Optional<Container> candidate;

  ReturnPlan(Stage stage, Rollout rollout) {
    this.stage = stage;
    this.service = stage.wanted;
    this.rollout = rollout;
    this.old = stage.generation(rollout.from());
    this.candidate = stage.generation(rollout.to());
  }

  /** True while it is on its way. */
  boolean plan() {
    var steps = rollout.stopFirst() ? stopFirst() : startFirst();
    if (steps.isEmpty() && (old.isEmpty() || rollout.proof().good() > 0)) {
      stage.over();
      return false;
    }
    if (failed()) {
      handsOff();
    } else if (steps.isEmpty()) {
      await();
    } else {
      stage.add(change(steps).ending(superseded() ? Ending.SUPERSEDED : Ending.ROLLED_BACK));
    }
    stage.resource(Sync.OUT_OF_SYNC, Health.DEGRADED, List.of(), "going back: " + why());
    return true;
  }

  /** For as long as the old generation may take to become healthy; ending a hung one takes time. */
  private boolean failed() {
    var bound = service.update().healthyDeadline().plus(grace());
    var refusing = stage.draft.memory.backoff.containsKey(stage.subject.toString());
    return rollout.lasted(bound, stage.now()) && (refusing || rollout.proof().bad() > 0);
  }

  private boolean superseded() {
    return rollout.fault().equals(SUPERSEDED);
  }

  private String why() {
    return superseded() ? "something else is wanted now" : rollout.fault();
  }

  private Change change(List<Step> steps) {
    var because = (superseded() ? "superseded: " : "rolled back: ") + why();
    return Change.now(stage.subject, Action.REPLACE, List.of(because), steps, "");
  }

  /** Traffic first: the old generation still runs. */
  private List<Step> startFirst() {
    var steps = new ArrayList<Step>();
    old.filter(o -> !o.running()).ifPresent(o -> steps.add(stage.start(o)));
    old.filter(o -> !served(o)).ifPresent(o -> point(steps, o));
    candidate.ifPresent(c -> steps.addAll(stage.away(c, grace())));
    return steps;
  }

  /**
   * One writer ever: the candidate ends before the data goes back and the old one starts; where
   * that runs again, the agent was killed after it had restored.
   */
  private List<Step> stopFirst() {
    var steps = new ArrayList<Step>();
    candidate.ifPresent(c -> steps.addAll(stage.away(c, grace())));
    var restored = old.filter(Container::running).isPresent();
    if (!restored && rollout.data().touched() && rollout.data().saved()) {
      steps.add(new DataStep.Restore(data()));
    }
    old.filter(o -> !o.running()).ifPresent(o -> steps.add(stage.start(o)));
    old.filter(o -> !served(o)).ifPresent(o -> point(steps, o));
    return steps;
  }

  private Data data() {
    return new Data(stage.name, rollout.from(), service.dataPaths());
  }

  private Duration grace() {
    return service.lifecycle().stopGracePeriod();
  }

  /** Whether traffic goes to it and the engine would bring it back after a reboot. */
  private boolean served(Container container) {
    return stage.active.filter(container::equals).isPresent()
        && container.restart().equals(service.lifecycle().restart());
  }

  private void point(List<Step> steps, Container to) {
    steps.add(
        new Step.Switch(stage.name, to.generation(), to.name(), service.lifecycle().restart()));
  }

  private void await() {
    var update = service.update();
    var check = stage.checks.door(service, old.orElseThrow());
    var step = new WaitStep.AwaitHealthy(check, Duration.ZERO, update.healthyDeadline());
    var sites = stage.checks.throughNginx(service, rollout);
    var steps = new ArrayList<Step>(List.of(step));
    if (!sites.isEmpty()) {
      steps.add(new Step.AskAfter(sites));
    }
    stage.paced(rollout, Stage.PACE, change(steps));
  }

  /** A way back is never taken back. */
  private void handsOff() {
    var reason = why() + "; and the way back failed: " + rollout.proof().answer();
    stage.refuse(rollout, reason);
    stage.note(rollout.fails(State.STUCK, reason, stage.now()));
    stage.add(
        Change.now(stage.subject, Action.UPDATE, List.of("Stuck: " + reason), List.of(), "")
            .ending(Ending.STUCK));
  }
}
