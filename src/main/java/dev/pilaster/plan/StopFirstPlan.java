package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.Data;
import dev.pilaster.model.DataStep;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Rollout.State;
import dev.pilaster.model.Service;
import dev.pilaster.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From the stop of the old generation to the start of the candidate: one writer ever (DEPLOY). */
final class StopFirstPlan {
  /** By itself, or because it was asked to by SIGTERM. */
  private static final Set<Integer> CLEAN = Set.of(0, 143);

  private final Stage stage;
  private final Service service;
  private final Rollout rollout;

  StopFirstPlan(Stage stage, Service service, Rollout rollout) {
    this.stage = stage;
    this.service = service;
    this.rollout = rollout;
  }

  /** Whether a service that runs here has to stop before its next generation starts. */
  static boolean stops(Stage stage, Service service) {
    return service.stopFirst() && stage.active.isPresent();
  }

  /** What somebody should know before a way that stops first. */
  static List<String> gap(Stage stage, Service service) {
    if (!stops(stage, service)) {
      return List.of();
    }
    var last = Optional.ofNullable(stage.situation.memory().gaps().get(stage.name.value()));
    var took = last.map(s -> ", the last time for " + s + " s").orElse("");
    var back =
        service.update().snapshot()
            ? "restores the snapshot: what is written after the start is lost"
            : "starts the old image on the data as the new one leaves it (update.snapshot: false)";
    return List.of(
        "gap: it does not answer while generations change places" + took, "a rollback " + back);
  }

  /** Always true: the way goes on. */
  boolean plan() {
    var old = stage.generation(rollout.from());
    stage.resource(
        Sync.OUT_OF_SYNC,
        Health.PROGRESSING,
        List.of(),
        "generations change places, one at a time");
    if (old.isEmpty()) {
      begin(rollout);
    } else if (rollout.state() == State.STOPPING) {
      stopping(old.get());
    } else {
      saving(old.get());
    }
    return true;
  }

  private void stopping(Container old) {
    if (old.state() != Container.State.EXITED) {
      due(before());
    } else if (clean(old)) {
      saving(old);
    } else {
      goBack(old.name() + " did not end cleanly: exit code " + old.exitCode(), rollout.watched());
    }
  }

  /** Neither runs nor would be brought back by the engine. */
  private static boolean retired(Container old) {
    return old.state() == Container.State.EXITED && old.restart().equals("no");
  }

  private static boolean clean(Container old) {
    return CLEAN.contains(old.exitCode()) && !old.oomKilled();
  }

  /** Nothing runs. A failure here has touched nothing: the old one starts again at once. */
  private void saving(Container old) {
    var saving =
        rollout.state() == State.SAVING
            ? rollout
            : stage.note(rollout.enter(State.SAVING, stage.now()));
    var failed = stage.draft.memory.backoff.get(stage.subject.toString());
    if (failed != null) {
      goBack(failed.reason(), false);
    } else if (!wantsSnapshot() || saving.data().saved()) {
      begin(saving);
    } else {
      due(List.of(stop(old), new DataStep.Snapshot(data())));
    }
  }

  /** The data counts as touched before anything may write to it. */
  private void begin(Rollout ready) {
    var steps = new ArrayList<Step>();
    stage.generation(rollout.from()).filter(o -> !retired(o)).ifPresent(o -> steps.add(stop(o)));
    stage.generation(rollout.to()).ifPresent(c -> steps.add(stage.start(c)));
    stage.note(ready.touched().enter(State.STARTED, stage.now()));
    due(steps);
  }

  private void goBack(String why, boolean blame) {
    if (blame) {
      stage.refuse(rollout, why);
    }
    new ReturnPlan(stage, stage.goBack(rollout, why)).plan();
  }

  private void due(List<Step> steps) {
    var because = List.of(rollout.state() == State.STOPPING ? "stop-first" : "nothing runs now");
    stage.add(
        Change.now(
            stage.subject, Action.REPLACE_STOP_FIRST, because, steps, rollout.fingerprint()));
  }

  /** What happens before the candidate may start. */
  List<Step> before() {
    var steps = new ArrayList<Step>();
    var sites = stage.checks.before(service);
    if (!sites.isEmpty() && rollout.baseline().isEmpty()) {
      steps.add(new Step.AskBefore(sites));
    }
    if (wantsSnapshot()) {
      steps.add(new DataStep.Room(data()));
    }
    stage.generation(rollout.from()).ifPresent(old -> steps.add(stop(old)));
    return steps;
  }

  private Step stop(Container old) {
    return new Step.Stop(old.name(), service.lifecycle().stopGracePeriod());
  }

  private boolean wantsSnapshot() {
    return service.update().snapshot() && !data().dirs().isEmpty();
  }

  private Data data() {
    var marked = stage.observed().marked().keySet();
    var dirs = service.dataPaths().stream().filter(marked::contains).toList();
    return new Data(stage.name, rollout.from(), dirs);
  }
}
