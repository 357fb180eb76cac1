package dev.pilaster.agent;

import dev.pilaster.apply.Applier;
import dev.pilaster.model.Host;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Outcome;
import dev.pilaster.plan.Goal;
import dev.pilaster.plan.Planner;
import dev.pilaster.plan.Situation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * The turn: the whole program in one method. It never waits: what takes time is a state that a
 * later turn finds further on.
 */
public final class Agent {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Host host;
  private final Applier applier;
  private final Supplier<Fetched> git;
  private final Supplier<SortedMap<String, String>> tags;
  private final Goals goals;
  private final MemoryStore memories;
  private final Desk desk;
  private final Clock clock;
  private Optional<Instant> wakeAt = Optional.empty();
  private volatile boolean unwatched = true;

  /**
   * @param git what git said last; never waits
   * @param tags image reference to the digest that its registry has now; never waits
   * @param desk requests, the operation under way, and how everything stands
   */
  Agent(
      Host host,
      Applier applier,
      Supplier<Fetched> git,
      Supplier<SortedMap<String, String>> tags,
      Goals goals,
      MemoryStore memories,
      Desk desk,
      Clock clock) {
    this.host = host;
    this.applier = applier;
    this.git = git;
    this.tags = tags;
    this.goals = goals;
    this.memories = memories;
    this.desk = desk;
    this.clock = clock;
  }

  /** The engine's events may have been missed: it was away. Any thread may say so. */
  void missed() {
    unwatched = true;
  }

  /** Time that nobody watched does not count, and nobody is blamed for it. */
  private void forgive(Instant now) {
    if (unwatched) {
      unwatched = false;
      memories.keep(memories.memory().with(draft -> restart(draft, now)));
    }
  }

  private static Memory.Draft restart(Memory.Draft draft, Instant now) {
    draft.rollouts.replaceAll((service, rollout) -> rollout.restart(now));
    return draft;
  }

  /** Moves everything on as far as it can go now; answers when to come back. */
  Optional<Instant> turn(String trigger) {
    var began = clock.instant();
    var fetched = git.get();
    wakeAt = Optional.empty();
    try {
      forgive(began);
      var outcomes = remember(applier.collect(), began);
      goal(fetched)
          .ifPresentOrElse(
              goal -> converge(goal, fetched, outcomes, trigger, began),
              () -> desk.nothingToWant(fetched, began));
    } catch (HostException e) {
      givenUp(fetched, "the host cannot be observed: " + e, false, began);
    } catch (StoreException e) {
      givenUp(fetched, "what is known cannot be kept: " + e.getMessage(), true, began);
    }
    return wakeAt;
  }

  /** As if the turn had not been. */
  private void givenUp(Fetched fetched, String why, boolean engine, Instant now) {
    missed();
    desk.unknown(fetched, why, engine, now);
    wakeAt = Optional.of(now.plus(RETRY));
  }

  private List<Outcome> remember(List<Outcome> outcomes, Instant now) {
    var memory = memories.memory();
    for (var outcome : outcomes) {
      memory = memory.after(outcome, now);
    }
    memories.keep(memory);
    return outcomes;
  }

  private Optional<Goal> goal(Fetched fetched) {
    if (fetched.slice().isEmpty()) {
      return Optional.empty();
    }
    memories.keep(desk.admit(fetched, memories.memory()));
    memories.keep(goals.valid(fetched.slice().get(), memories.memory()));
    var goal = goals.goal(fetched.slice().get(), memories.memory(), desk.ordered());
    goal.ifPresent(g -> desk.orders().tidy(fetched.slice().get(), g.desired()));
    return goal;
  }

  private void converge(
      Goal goal, Fetched fetched, List<Outcome> outcomes, String trigger, Instant now) {
    var busy = applier.busy();
    var watch = Planner.watch(goal, host.facts(), busy);
    var observed = host.observe(watch).withCode(fetched.code());
    var situation = new Situation(goal, observed, memories.memory(), tags.get(), busy, now);
    var plan = Planner.plan(situation);
    var begun = desk.allowed(plan);
    if (desk.holds()) {
      missed();
    } else {
      memories.keep(plan.memory());
      applier.begin(begun);
    }
    wakeAt = plan.wakeAt();
    desk.note(
        new Turn(fetched, observed, plan, begun.changes(), outcomes, applier.busy(), trigger, now));
  }
}
