package dev.pilaster.plan;

import dev.pilaster.model.Backoff;
import dev.pilaster.model.Change;
import dev.pilaster.model.CronRun;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A plan that is being written. */
final class Draft {
  static final String ONLY_WARN = "reconcile.drift: warn";

  final Situation situation;
  final Memory.Draft memory;
  final Gates gates;
  final SortedMap<String, CronRun> crons = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private Optional<Instant> wakeAt = Optional.empty();

  Draft(Situation situation) {
    this.situation = situation;
    this.memory = new Memory.Draft(situation.memory());
    this.gates = new Gates(situation);
  }

  /**
   * Adds a change, held back while its subject is suspended, or waits after a failure of the
   * infrastructure.
   */
  void add(Change change) {
    var held =
        change
            .blockedBy()
            .or(() -> gates.held(change.subject()))
            .or(() -> waits(change.subject().toString()))
            .or(() -> change.pulls().flatMap(i -> answers(Backoff.key(i)).stream()).findFirst());
    changes.add(held.map(change::blocked).orElse(change));
  }

  private Optional<String> waits(String key) {
    var waits =
        Optional.ofNullable(memory.backoff.get(key))
            .filter(b -> situation.now().isBefore(b.until()));
    waits.ifPresent(b -> wakeAt(b.until()));
    return waits.map(b -> "retry at " + b.until() + ": " + b.reason());
  }

  /** After a registry did not answer, one change asks it again while the others wait. */
  private Optional<String> answers(String registry) {
    var waits = waits(registry);
    if (waits.isEmpty()) {
      memory.backoff.computeIfPresent(registry, (key, b) -> b.asked(situation.now()));
    }
    return waits;
  }

  /** Whether what somebody else changed is undone. */
  boolean repairs() {
    return situation.goal().desired().server().reconcile().repair();
  }

  /** Who wants an import once more, until that has been done. */
  Optional<Orders.Again> again(Subject subject) {
    var done = Optional.ofNullable(memory.imports.get(subject.toString())).map(Instant::parse);
    return situation
        .goal()
        .orders()
        .again(subject)
        .filter(a -> done.filter(at -> !at.isBefore(a.since())).isEmpty());
  }

  /**
   * Adds a repair of what somebody else changed, unless the pillar says to warn only; answers
   * whether it begins now.
   */
  boolean repair(Change change) {
    var warns = repairs() ? Optional.<String>empty() : Optional.of(ONLY_WARN);
    var held = change.blockedBy().or(() -> warns).or(() -> gates.others(change.subject()));
    add(held.map(change::blocked).orElse(change));
    return begins();
  }

  /**
   * Adds a change that begins because git asks for it; answers whether it begins now.
   *
   * @param risk what somebody has to agree to first
   */
  boolean begin(Change change, Optional<String> risk) {
    var held = change.blockedBy().or(() -> gates.hold(change, risk));
    var told = change.because(gates.people(change.subject()));
    add(held.map(told::blocked).orElse(told));
    return begins();
  }

  private boolean begins() {
    return changes.get(changes.size() - 1).blockedBy().isEmpty();
  }

  void add(Resource resource) {
    resources.add(gates.held(resource.subject()).map(resource::suspended).orElse(resource));
  }

  void wakeIn(Duration delay) {
    wakeAt(situation.now().plus(delay));
  }

  private void wakeAt(Instant at) {
    wakeAt = Optional.of(wakeAt.filter(w -> w.isBefore(at)).orElse(at));
  }

  /** Why nothing large may be written. */
  Optional<String> diskFull() {
    var free = situation.observed().spare().disk();
    var least = situation.goal().desired().server().reconcile().minFreeDisk();
    return free < least
        ? Optional.of("disk: %d%% is free, reconcile.min_free_disk is %d%%".formatted(free, least))
        : Optional.empty();
  }

  boolean busy(Subject subject) {
    return situation.busy().contains(subject);
  }

  /** Why a change of this subject does not begin. */
  Optional<String> held(Subject subject) {
    return changes.stream()
        .filter(c -> c.subject().equals(subject))
        .flatMap(c -> c.blockedBy().stream())
        .findFirst();
  }

  Plan plan() {
    return new Plan(changes, resources, memory.memory(), wakeAt, gates.wanted(), crons);
  }
}
