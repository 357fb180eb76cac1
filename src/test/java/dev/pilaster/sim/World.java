package dev.pilaster.sim;

import dev.pilaster.apply.Applier;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Host;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Service;
import dev.pilaster.plan.Goal;
import dev.pilaster.plan.Planner;
import dev.pilaster.plan.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A fake host, a memory and a clock that only the test moves: turns as the agent takes them. */
final class World {
  final Hands clock = new Hands();
  final FakeHost host = new FakeHost(clock);
  final TreeMap<Name, Observed.Code> code = new TreeMap<>();
  final TreeMap<Name, Service> lastGood = new TreeMap<>();
  Memory memory = Memory.empty();
  Desired desired;
  Orders orders = Orders.NONE;
  int commits;

  /** Called after each turn. */
  Runnable watch = () -> {};

  private Applier applier;
  private boolean settled;

  World(Desired desired) {
    this.desired = desired;
    restart(h -> h);
  }

  /** A new process over the same host and memory. */
  void restart(UnaryOperator<Host> decorate) {
    applier = new Applier(decorate.apply(host), Runnable::run, Runnable::run, clock, () -> {});
    settled = false;
    missed();
  }

  /** The engine was away: nobody watched. */
  void missed() {
    memory =
        memory.with(
            draft -> {
              draft.rollouts.replaceAll((k, r) -> r.restart(clock.now));
              return draft;
            });
  }

  Plan turn() {
    for (var outcome : applier.collect()) {
      memory = memory.after(outcome, clock.now);
    }
    var plan = plan();
    memory = plan.memory();
    applier.begin(plan);
    watch.run();
    return plan;
  }

  Plan plan() {
    var commit = new Commit("main", "%040x".formatted(commits), "somebody", "a change", clock.now);
    var goal = new Goal(commit, desired, new TreeSet<>(), lastGood, orders);
    var observed = host.observe(Planner.watch(goal, FakeHost.FACTS, applier.busy())).withCode(code);
    return Planner.plan(
        new Situation(goal, observed, memory, host.tags, applier.busy(), clock.now));
  }

  /** Turns, as the loop takes them, until nothing is left to do or this much time has gone. */
  Plan settle(Duration most) {
    var end = clock.now.plus(most);
    var plan = step();
    while (clock.now.isBefore(end) && !settled) {
      plan = step();
    }
    return plan;
  }

  boolean isSettled() {
    return settled;
  }

  /** One turn, and the time until the next one. */
  Plan step() {
    var plan = turn();
    settled = resting(plan) && applier.busy().isEmpty();
    if (!settled) {
      clock.now = next(plan);
    }
    return plan;
  }

  /** At once when an outcome waits, else when the plan asked to be woken. */
  private Instant next(Plan plan) {
    var soon = clock.now.plusMillis(10);
    return applier.busy().isEmpty() ? plan.wakeAt().filter(soon::isBefore).orElse(soon) : soon;
  }

  private static boolean resting(Plan plan) {
    return plan.wakeAt().isEmpty()
        && plan.changes().stream().allMatch(c -> c.due() == 0 && c.blockedBy().isPresent());
  }

  Plan settle() {
    return settle(Duration.ofMinutes(10));
  }

  void code(String site, char digit) {
    var commit = String.valueOf(digit).repeat(40);
    code.put(new Name(site), new Observed.Code(Optional.of(commit), Optional.empty(), clock.now));
  }
}
