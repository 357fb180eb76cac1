package dev.pilaster.plan;

import dev.pilaster.model.Change;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan that is being written. */
final class Draft {
  final Situation situation;
  final Memory.Draft memory;
  private final List<Change> changes = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private Optional<Instant> wakeAt = Optional.empty();

  Draft(Situation situation) {
    this.situation = situation;
    this.memory = new Memory.Draft(situation.memory());
  }

  /** Adds a change, held back while its subject waits after a failure of the infrastructure. */
  void add(Change change) {
    var waits = situation.memory().waits(change.subject().toString(), situation.now());
    waits.ifPresent(b -> wakeAt(b.until()));
    changes.add(
        waits.isPresent() && change.blockedBy().isEmpty()
            ? change.blocked("retry at " + waits.get().until() + ": " + waits.get().reason())
            : change);
  }

  void add(Resource resource) {
    resources.add(resource);
  }

  void wakeIn(Duration delay) {
    wakeAt(situation.now().plus(delay));
  }

  private void wakeAt(Instant at) {
    wakeAt = Optional.of(wakeAt.filter(w -> w.isBefore(at)).orElse(at));
  }

  boolean busy(Subject subject) {
    return situation.busy().contains(subject);
  }

  Plan plan() {
    return new Plan(changes, resources, memory.memory(), wakeAt);
  }
}
