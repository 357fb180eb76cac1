package dev.pilaster.plan;

import static java.util.stream.Collectors.toCollection;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.Data;
import dev.pilaster.model.DataStep;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Rollout.Recipe;
import dev.pilaster.model.Rollout.State;
import dev.pilaster.model.Service;
import dev.pilaster.model.Step;
import dev.pilaster.model.WaitStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The birth of a generation: its number, its address, and what it has to wait for. */
final class CreatePlan {
  private final Stage stage;
  private final Target target;
  private final Service service;

  CreatePlan(Stage stage, Target target) {
    this.stage = stage;
    this.target = target;
    this.service = target.service();
  }

  /** In which order generations of a service change places. */
  static Recipe recipe(Service service) {
    return service.stopFirst() ? Recipe.STOP_FIRST : Recipe.START_FIRST;
  }

  /**
   * Plans the whole way, so that it can be read to its end, and begins it when nothing is in its
   * way.
   *
   * @param repair whether it undoes what somebody else did, instead of doing what git asks for
   */
  void create(List<String> because, boolean repair) {
    var network = stage.situation.goal().desired().server().network();
    var addresses = new Addresses(network, stage.observed(), stage.draft.memory);
    var address = addresses.free(stage.name);
    var generation = next();
    var reasons = new ArrayList<>(because);
    reasons.addAll(StopFirstPlan.gap(stage, service));
    var steps = steps(generation, address.orElse(""));
    var due = steps.indexOf(steps.stream().filter(Step::waits).findFirst().orElseThrow());
    var change =
        Change.due(
            stage.subject, action(), reasons, steps, first(steps, due), target.fingerprint());
    var obstacle = new Obstacles(stage, target).of(address.isPresent());
    var begins = begin(obstacle.map(change::blocked).orElse(change), repair);
    if (begins) {
      stage.note(begin(generation));
    } else {
      new KeepPlan(stage).up();
    }
  }

  private boolean begin(Change change, boolean repair) {
    if (repair) {
      return stage.draft.repair(change);
    }
    var risky = service.update().approve() && stage.active.isPresent();
    return stage.draft.begin(
        change, risky ? Optional.of("update.approve: true") : Optional.empty());
  }

  /** Up to the first step that waits; a stop-first way begins with creating alone. */
  private int first(List<Step> steps, int waits) {
    return stops()
        ? 1
            + steps.indexOf(
                steps.stream().filter(s -> s instanceof Step.Create).findFirst().orElseThrow())
        : waits;
  }

  /** How a way to this generation begins, by what runs now. */
  Rollout begin(int generation) {
    var from =
        stage.active.filter(a -> a.running() || stops()).map(Container::generation).orElse(0);
    return Rollout.begin(
        from, generation, target.fingerprint(), recipe(service), firstState(), stage.now());
  }

  private State firstState() {
    if (!stops()) {
      return State.STARTED;
    }
    return stage.active.filter(Container::running).isPresent() ? State.STOPPING : State.SAVING;
  }

  private boolean stops() {
    return StopFirstPlan.stops(stage, service);
  }

  private Action action() {
    if (stops()) {
      return Action.REPLACE_STOP_FIRST;
    }
    return stage.active.isPresent() ? Action.REPLACE : Action.CREATE;
  }

  private int next() {
    var seen = stage.all.stream().mapToInt(Container::generation).max().orElse(0);
    var known = stage.draft.memory.generations.getOrDefault(stage.name.value(), 0);
    return Math.max(seen, known) + 1;
  }

  private List<Step> steps(int generation, String address) {
    var plain = target.spec(stage.generations, generation, address);
    var spec = stage.generations.marked(plain, data());
    var check = stage.checks.door(service, spec);
    var update = service.update();
    var steps = new ArrayList<Step>();
    mark(steps, generation);
    steps.add(new Step.Create(spec));
    if (stops()) {
      steps.addAll(new StopFirstPlan(stage, service, begin(generation)).before());
    }
    steps.add(new Step.Start(spec.name(), service.exclusive()));
    steps.add(new WaitStep.AwaitHealthy(check, update.minHealthy(), update.healthyDeadline()));
    steps.add(new Step.Switch(stage.name, generation, spec.name(), service.lifecycle().restart()));
    steps.add(new WaitStep.Observe(check, List.of(), update.monitor()));
    stage.active.ifPresent(old -> retire(steps, old));
    return steps;
  }

  private void mark(List<Step> steps, int generation) {
    var marked = stage.observed().marked();
    var dirs = data().stream().filter(dir -> !marked.getOrDefault(dir, false)).toList();
    if (!dirs.isEmpty()) {
      steps.add(new DataStep.Mark(new Data(stage.name, generation, dirs)));
    }
  }

  /** Writable directories of the host; a file or a socket is none. */
  private Set<String> data() {
    return service.storage().volumes().stream()
        .filter(v -> v.bind() && !v.readOnly())
        .filter(v -> v.create() || stage.observed().marked().containsKey(v.source()))
        .map(Service.Volume::source)
        .collect(toCollection(TreeSet::new));
  }

  private void retire(List<Step> steps, Container old) {
    if (!stops()) {
      var door = stage.checks.door(service, old);
      steps.add(new WaitStep.Drain(door, service.update().drain()));
      steps.add(new WaitStep.AwaitIdle(old.name(), service.update().execDrain()));
      steps.add(new Step.Stop(old.name(), service.lifecycle().stopGracePeriod()));
    }
    steps.add(new Step.Remove(old.name()));
  }
}
