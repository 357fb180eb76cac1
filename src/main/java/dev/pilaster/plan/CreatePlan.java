package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Check;
import dev.pilaster.model.Container;
import dev.pilaster.model.Name;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The birth of a generation: its number, its address, and what it has to wait for. */
final class CreatePlan {
  private final Situation situation;
  private final Draft draft;
  private final Generations generations;
  private final Target target;
  private final Optional<Container> active;
  private final Name name;

  CreatePlan(
      Situation situation,
      Draft draft,
      Generations generations,
      Target target,
      Optional<Container> active) {
    this.situation = situation;
    this.draft = draft;
    this.generations = generations;
    this.target = target;
    this.active = active;
    this.name = target.service().name();
  }

  void create(List<String> because) {
    var addresses =
        new Addresses(
            situation.goal().desired().server().network(), situation.observed(), draft.memory);
    var address = addresses.free(name);
    var generation = next();
    var steps = steps(generation, address.orElse(""));
    var action = active.isPresent() ? Action.REPLACE : Action.CREATE;
    var subject = Subject.container(name);
    var change = Change.due(subject, action, because, steps, 2, target.fingerprint());
    var blocked = blocked(address.isPresent());
    draft.add(blocked.map(change::blocked).orElse(change));
    if (blocked.isEmpty()
        && situation.memory().waits(subject.toString(), situation.now()).isEmpty()) {
      var from = active.filter(Container::running).map(Container::generation).orElse(0);
      draft.memory.rollouts.put(
          name.value(), Rollout.begin(from, generation, target.fingerprint(), situation.now()));
    }
  }

  private int next() {
    var seen =
        situation.observed().of(name).stream().mapToInt(Container::generation).max().orElse(0);
    return Math.max(seen, draft.memory.generations.getOrDefault(name.value(), 0)) + 1;
  }

  /** The whole way, so that a plan can be read to its end. */
  private List<Step> steps(int generation, String address) {
    var service = target.service();
    var spec =
        generations.spec(service, target.digest(), generation, address, target.fingerprint());
    var check = new Check(spec.name(), service.probe(), address, 0, List.of());
    var steps = new ArrayList<Step>();
    steps.add(new Step.Create(spec));
    steps.add(new Step.Start(spec.name(), service.exclusive()));
    steps.add(
        new Step.AwaitHealthy(
            check, service.update().minHealthy(), service.update().healthyDeadline()));
    steps.add(new Step.Switch(name, generation, spec.name(), service.lifecycle().restart()));
    steps.add(new Step.Observe(check, List.of(), service.update().monitor()));
    active.ifPresent(old -> retire(steps, old));
    return steps;
  }

  private void retire(List<Step> steps, Container old) {
    steps.add(new Step.Drain(door(old), target.service().update().drain()));
    steps.add(new Step.AwaitIdle(old.name(), target.service().update().execDrain()));
    steps.add(new Step.Stop(old.name(), target.service().lifecycle().stopGracePeriod()));
    steps.add(new Step.Remove(old.name()));
  }

  private Check door(Container old) {
    return new Checks(generations, situation.observed()).door(target.service(), old);
  }

  private Optional<String> blocked(boolean addressFree) {
    if (situation.observed().network().isEmpty()) {
      return Optional.of("network");
    }
    if (!addressFree) {
      return Optional.of("both addresses are held by older generations");
    }
    return exclusive()
        .or(this::treeMissing)
        .or(this::dependencyMissing)
        .or(this::crowded)
        .or(this::stillServed);
  }

  /** What only one container at a time may have: start-first would give it to two. */
  private Optional<String> exclusive() {
    var service = target.service();
    if (situation.observed().of(name).isEmpty()) {
      return Optional.empty();
    }
    if (service.storage().volumes().stream().anyMatch(v -> !v.readOnly())) {
      return Optional.of("stop-first, which is not supported yet: it has a writable volume");
    }
    return service.networking().ports().isEmpty()
        ? Optional.empty()
        : Optional.of("stop-first, which is not supported yet: it publishes a port");
  }

  private Optional<String> treeMissing() {
    return generations.sitesOf(name).stream()
        .filter(site -> !hasShared(site.name()))
        .map(site -> Subject.tree(site.name()).toString())
        .findFirst();
  }

  private boolean hasShared(Name site) {
    var state = situation.observed().sites().get(site);
    return state != null && state.dirs().containsKey(generations.siteRoot(site) + "/shared");
  }

  private Optional<String> dependencyMissing() {
    return target.service().dependsOn().stream()
        .filter(d -> !situation.observed().live().containsKey(d))
        .map(d -> Subject.container(d).toString())
        .findFirst();
  }

  /** Two generations live at once during an upgrade, so only so many upgrades go on together. */
  private Optional<String> crowded() {
    var upgrades =
        draft.memory.rollouts.entrySet().stream()
            .filter(e -> !e.getKey().equals(name.value()) && e.getValue().from() > 0)
            .map(Map.Entry::getKey)
            .toList();
    var limit = situation.goal().desired().server().reconcile().maxParallel();
    return active.isPresent() && upgrades.size() >= limit
        ? Optional.of("container/" + upgrades.get(0) + " is being upgraded")
        : Optional.empty();
  }

  /** A site that nginx still sends here must not lose its mount. */
  private Optional<String> stillServed() {
    var facts = situation.observed().facts();
    return active.stream()
        .flatMap(a -> a.fields().keySet().stream())
        .filter(f -> f.startsWith("volumes." + facts.sites() + "/") && f.endsWith("/shared"))
        .map(f -> f.substring(("volumes." + facts.sites() + "/").length(), f.length() - 7))
        .filter(Name::isValid)
        .filter(s -> generations.sitesOf(name).stream().noneMatch(w -> w.name().value().equals(s)))
        .filter(s -> Routes.sentTo(situation.observed(), s, name))
        .map(s -> "site " + s + " is still served by it")
        .findFirst();
  }
}
