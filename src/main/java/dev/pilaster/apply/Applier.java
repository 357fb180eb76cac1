package dev.pilaster.apply;

import dev.pilaster.model.Change;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Host;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Outcome;
import dev.pilaster.model.Outcome.Failure;
import dev.pilaster.model.Outcome.Performed;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Performs what is due of a plan, each subject's steps in order and apart from every other subject.
 * Nothing here waits: steps run on executors, and their outcomes are collected by a later turn.
 */
public final class Applier {
  private final Host host;
  private final Executor work;
  private final Executor quick;
  private final Clock clock;
  private final Runnable onOutcome;
  private final Set<Subject> busy = ConcurrentHashMap.newKeySet();
  private final Map<Subject, Doing> doing = new ConcurrentHashMap<>();
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

  /**
   * @param work performs steps
   * @param quick performs those that are over soon: they do not queue behind work
   * @param onOutcome called when a subject's steps have ended, on an executor's thread
   */
  public Applier(Host host, Executor work, Executor quick, Clock clock, Runnable onOutcome) {
    this.host = host;
    this.work = work;
    this.quick = quick;
    this.clock = clock;
    this.onOutcome = onOutcome;
  }

  /** Begins the due steps of every change whose subject is free. */
  public void begin(Plan plan) {
    for (var change : dealt(plan.changes())) {
      if (busy.add(change.subject())) {
        var soonOver = change.dueSteps().stream().allMatch(Step::quick);
        (soonOver ? quick : work).execute(() -> perform(change));
      }
    }
  }

  /** What is due, one of each kind after another: containers start while code is written. */
  private static List<Change> dealt(List<Change> changes) {
    var rounds = new TreeMap<Integer, List<Change>>();
    var count = new EnumMap<Subject.Kind, Integer>(Subject.Kind.class);
    for (var change : changes) {
      if (change.due() > 0) {
        var round = count.merge(change.subject().kind(), 1, Integer::sum);
        rounds.computeIfAbsent(round, r -> new ArrayList<>()).add(change);
      }
    }
    return rounds.values().stream().flatMap(List::stream).toList();
  }

  /** Subjects whose steps are being performed, or whose outcome was not collected yet. */
  public Set<Subject> busy() {
    return Set.copyOf(busy);
  }

  /** A step that is being performed now. */
  public record Doing(Step step, Instant began) {}

  /** What is being performed now, by subject. */
  public SortedMap<Subject, Doing> doing() {
    return new TreeMap<>(doing);
  }

  /** The outcomes since the last call; their subjects are free again. */
  public List<Outcome> collect() {
    var collected = new ArrayList<Outcome>();
    for (var outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
      collected.add(outcome);
      busy.remove(outcome.change().subject());
    }
    return collected;
  }

  private void perform(Change change) {
    var performed = new ArrayList<Performed>();
    var failure = Optional.<Failure>empty();
    for (var step : change.dueSteps()) {
      doing.put(change.subject(), new Doing(step, clock.instant()));
      failure = perform(step, performed);
      if (failure.isPresent()) {
        break;
      }
    }
    doing.remove(change.subject());
    outcomes.add(new Outcome(change, performed, failure));
    onOutcome.run();
  }

  private Optional<Failure> perform(Step step, List<Performed> performed) {
    var began = clock.instant();
    try {
      var evidence = step.on(host);
      performed.add(new Performed(step, began, since(began), evidence));
      return Optional.empty();
    } catch (HostException e) {
      performed.add(new Performed(step, began, since(began), bad(e)));
      return Optional.of(new Failure(e.kind(), String.valueOf(e.getMessage()), e.culprits()));
    } catch (RuntimeException e) {
      performed.add(new Performed(step, began, since(began), bad(e)));
      return Optional.of(new Failure(Kind.BUG, step.text() + ": " + e, new TreeMap<>()));
    }
  }

  private Duration since(Instant began) {
    return Duration.between(began, clock.instant());
  }

  private static Evidence bad(RuntimeException e) {
    return Evidence.of(false, String.valueOf(e.getMessage()));
  }
}
