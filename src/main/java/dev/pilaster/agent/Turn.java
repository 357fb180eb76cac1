package dev.pilaster.agent;

import dev.pilaster.model.Change;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Outcome;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What one turn did and saw.
 *
 * @param begun the part of the plan that was allowed to begin
 * @param outcomes of steps that ended since the turn before
 * @param busy subjects whose steps are being performed
 */
record Turn(
    Fetched fetched,
    Observed observed,
    Plan plan,
    List<Change> begun,
    List<Outcome> outcomes,
    Set<Subject> busy,
    String trigger,
    Instant now) {
  Turn {
    begun = List.copyOf(begun);
    outcomes = List.copyOf(outcomes);
    busy = Set.copyOf(busy);
  }

  /** What is worth writing down: steps begun, and ways that end with nothing left to do. */
  List<Change> due() {
    return begun.stream()
        .filter(c -> c.due() > 0 || (c.steps().isEmpty() && c.ending().isPresent()))
        .toList();
  }

  /**
   * Whether nothing goes on.
   *
   * @param holds nothing may begin: what is held goes nowhere, however far its way would be
   */
  boolean atRest(boolean holds) {
    var pacing = plan.changes().stream().anyMatch(c -> c.due() == 0 && c.blockedBy().isEmpty());
    var moving = !due().isEmpty() || pacing || underWay();
    return busy.isEmpty() && (holds || !moving);
  }

  private boolean underWay() {
    var memory = plan.memory();
    return memory.deploys().entrySet().stream()
            .filter(d -> !d.getValue().waiting())
            .anyMatch(d -> moves(Subject.release(new Name(d.getKey()))))
        || memory.rollouts().entrySet().stream()
            .filter(r -> r.getValue().state() != Rollout.State.STUCK)
            .anyMatch(r -> moves(Subject.container(new Name(r.getKey()))));
  }

  private boolean moves(Subject subject) {
    return plan.resources().stream()
        .noneMatch(r -> r.subject().equals(subject) && r.health() == Resource.Health.SUSPENDED);
  }

  /** What waits after a failure of the infrastructure. */
  List<String> blockers() {
    return plan.changes().stream()
        .filter(plan.memory()::waits)
        .map(c -> c.subject() + ": " + c.blockedBy().orElse(""))
        .toList();
  }
}
