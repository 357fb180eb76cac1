package dev.pilaster.plan;

import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.Difference;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Rollout.State;
import dev.pilaster.model.Service;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One service as this turn finds it, and where its plan is written. */
final class Stage {
  /** Probes follow one another at this pace. */
  static final Duration PACE = Duration.ofSeconds(1);

  private static final Duration SLACK = Duration.ofMillis(50);
  private static final int LOG_LINES = 200;

  final Situation situation;
  final Draft draft;
  final Generations generations;
  final Checks checks;
  final Service wanted;
  final Name name;
  final Subject subject;
  final List<Container> all;
  final Optional<Container> active;

  Stage(Situation situation, Draft draft, Generations generations, Service wanted) {
    this.situation = situation;
    this.draft = draft;
    this.generations = generations;
    this.checks = new Checks(generations, situation.observed());
    this.name = wanted.name();
    this.subject = Subject.container(name);
    this.wanted = pin().map(p -> wanted.with(ImageRef.parse(p.wanted()))).orElse(wanted);
    this.all = situation.observed().of(name);
    var live = situation.observed().live().getOrDefault(name, 0);
    this.active = all.stream().filter(c -> c.generation() == live).findFirst();
  }

  private Optional<Orders.Pin> pin() {
    return situation.goal().orders().pin(subject);
  }

  Observed observed() {
    return situation.observed();
  }

  Instant now() {
    return situation.now();
  }

  /** One generation, when it is there. */
  Optional<Container> generation(int number) {
    return all.stream().filter(c -> c.generation() == number).findFirst();
  }

  /** The upgrade under way. */
  Optional<Rollout> rollout() {
    return Optional.ofNullable(draft.memory.rollouts.get(name.value()));
  }

  /** Notes how far the upgrade is. */
  Rollout note(Rollout rollout) {
    draft.memory.rollouts.put(name.value(), rollout);
    return rollout;
  }

  /** The upgrade is over. */
  void over() {
    draft.memory.rollouts.remove(name.value());
  }

  /** From now on back to the old generation; nothing of an earlier failure delays it. */
  Rollout goBack(Rollout rollout, String why) {
    draft.memory.backoff.remove(subject.toString());
    return note(rollout.fails(State.RETURNING, why, now()));
  }

  /** Refuses what this upgrade wanted. */
  void refuse(Rollout rollout, String reason) {
    draft.memory.refuse(subject.toString(), rollout.fingerprint(), reason, now());
  }

  /** A generation has proven itself; one that git does not describe is no goal to go back to. */
  void proven(String fingerprint, String digest) {
    if (pin().isPresent()) {
      return;
    }
    var commit = situation.goal().commit().id();
    draft.memory.good.put(name.value(), new Memory.Good(fingerprint, commit, digest));
  }

  void add(Change change) {
    draft.add(change);
  }

  /** Adds waiting steps that follow one another at a pace. */
  void paced(Rollout at, Duration pace, Change whole) {
    var next = at.proof().asked().map(a -> a.plus(pace).minus(SLACK));
    var early = next.filter(now()::isBefore).isPresent();
    draft.wakeIn(early ? Duration.between(now(), next.get()) : pace);
    add(early ? whole.due(0) : whole);
  }

  /** Starts one, if nothing else writes to what is its own. */
  Step start(Container container) {
    return new Step.Start(container.name(), wanted.exclusive());
  }

  /** Takes one away, after keeping what it said last. */
  List<Step> away(Container container, Duration grace) {
    return List.of(
        new Step.KeepLogs(container.name(), LOG_LINES),
        new Step.Stop(container.name(), grace),
        new Step.Remove(container.name()));
  }

  /** How the active generation does. */
  Health health() {
    return active.map(a -> a.running() ? Health.HEALTHY : Health.DEGRADED).orElse(Health.MISSING);
  }

  /** Where the registry has another image under the wanted tag than this host took it for. */
  Optional<Resource.Update> update() {
    var image = wanted.image().toString();
    return Optional.ofNullable(draft.memory.digests.get(image))
        .or(() -> Optional.ofNullable(observed().digests().get(image)))
        .map(taken -> new Resource.Update(taken, situation.tags().getOrDefault(image, taken)))
        .filter(u -> !u.from().equals(u.to()));
  }

  /** The reference by which an image came here: after a way back it is not the wanted one. */
  private String named(String image) {
    var wish = wanted.image();
    var known = draft.memory.digests;
    if (wish.digest()
        .or(() -> Optional.ofNullable(known.get(wish.toString())))
        .map(wish::at)
        .filter(image::equals)
        .isPresent()) {
      return wish.toString();
    }
    return known.entrySet().stream()
        .filter(e -> image.equals(ImageRef.parse(e.getKey()).at(e.getValue())))
        .map(java.util.Map.Entry::getKey)
        .findFirst()
        .orElse(image);
  }

  void resource(Sync sync, Health health, List<Difference> drift, String message) {
    var pin = pin().map(Orders.Pin::text).orElse("");
    draft.add(
        new Resource(
            subject,
            sync,
            health,
            drift,
            active.map(Container::generation),
            active.map(a -> named(a.image())).orElse(wanted.image().toString()),
            update(),
            message.isEmpty() || pin.isEmpty() ? pin + message : pin + "; " + message));
  }
}
