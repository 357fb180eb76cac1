package dev.pilaster.agent;

import dev.pilaster.agent.Operation.Done;
import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.agent.Operation.StepDone;
import dev.pilaster.model.Change;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Outcome;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes down the operation under way: what was done to whom, and how it ended. */
final class Ledger {
  private static final Set<String> BAD = Set.of("Failed", "RolledBack", "Stuck");

  private final History history;
  private Optional<Operation> open = Optional.empty();
  private Optional<String> terminated = Optional.empty();
  private final Map<Subject, Entry> entries = new TreeMap<>();

  Ledger(History history) {
    this.history = history;
  }

  /** What an operation would do: nothing of it was done. */
  static Operation planned(Cause cause, Commit commit, List<Change> plan, Instant now) {
    var changes =
        plan.stream()
            .map(
                c ->
                    new Done(
                        c.subject().kind().text(),
                        c.subject().name(),
                        c.action().text(),
                        c.because(),
                        List.of(),
                        "Skipped",
                        "dry run",
                        "",
                        c.fingerprint()))
            .toList();
    return new Operation(
        0,
        cause.trigger(),
        cause.by(),
        commit.revision(),
        commit.author(),
        commit.subject(),
        Phase.SUCCEEDED,
        now,
        Optional.of(now),
        "dry run",
        changes);
  }

  /** The operation under way. */
  Optional<Operation> open() {
    return open;
  }

  /** Opens an operation, or turns the open one to this revision: never two at once. */
  Operation begin(Cause cause, Commit commit, Instant now) {
    var id = open.map(Operation::id).orElseGet(history::nextId);
    var operation =
        new Operation(
            id,
            open.map(Operation::trigger).orElse(cause.trigger()),
            open.map(Operation::by).orElse(cause.by()),
            commit.revision(),
            commit.author(),
            commit.subject(),
            Phase.RUNNING,
            open.map(Operation::startedAt).orElse(now),
            Optional.empty(),
            "",
            done());
    terminated = Optional.empty();
    return keep(operation);
  }

  /** The open operation ends at its next safe point; empty when none is open. */
  Optional<Operation> terminate(String why) {
    terminated = open.map(o -> why);
    return open.map(o -> keep(with(o, Phase.TERMINATING, Optional.empty(), why, done())));
  }

  /** What was performed before this turn, and begun in it. */
  void record(List<Change> begun, List<Outcome> outcomes) {
    outcomes.forEach(
        o -> entries.computeIfAbsent(o.change().subject(), s -> new Entry()).performed(o));
    begun.forEach(c -> entries.computeIfAbsent(c.subject(), s -> new Entry()).begun(c));
    if (open.isPresent() && !(begun.isEmpty() && outcomes.isEmpty())) {
      keep(with(open.get(), open.get().phase(), Optional.empty(), open.get().message(), done()));
    }
  }

  /** Notes a subject that is refused, and so was left as it is; a file is its fileset's. */
  void refused(String key, String reason) {
    if (!key.startsWith("/")) {
      entries.computeIfAbsent(Subject.parse(key), s -> new Entry()).refused(reason);
    }
  }

  /** Notes a change that was planned and has to wait: for a window, for somebody's approval. */
  void waits(Change change) {
    change
        .blockedBy()
        .ifPresent(
            by -> entries.computeIfAbsent(change.subject(), s -> new Entry()).waits(change, by));
  }

  /** Ends the open operation. */
  Optional<Operation> end(List<String> problems, Instant now) {
    entries.values().forEach(Entry::settle);
    var changes = done();
    var messages = new ArrayList<>(problems);
    terminated.ifPresent(messages::add);
    terminated = Optional.empty();
    changes.stream()
        .filter(d -> BAD.contains(d.outcome()))
        .forEach(d -> messages.add(d.kind() + "/" + d.name() + ": " + d.message()));
    var phase = messages.isEmpty() ? Phase.SUCCEEDED : Phase.FAILED;
    var ended =
        open.map(o -> with(o, phase, Optional.of(now), String.join("; ", messages), changes));
    ended.ifPresent(history::keep);
    history.prune(now);
    open = Optional.empty();
    entries.clear();
    return ended;
  }

  private Operation keep(Operation operation) {
    history.keep(operation);
    open = Optional.of(operation);
    return operation;
  }

  private static Operation with(
      Operation o, Phase phase, Optional<Instant> finished, String message, List<Done> changes) {
    return new Operation(
        o.id(),
        o.trigger(),
        o.by(),
        o.revision(),
        o.author(),
        o.subject(),
        phase,
        o.startedAt(),
        finished,
        message,
        changes);
  }

  private List<Done> done() {
    return entries.entrySet().stream().map(e -> e.getValue().done(e.getKey())).toList();
  }

  /** One subject's part. */
  private static final class Entry {
    private final List<String> because = new ArrayList<>();
    private final List<StepDone> steps = new ArrayList<>();
    private String action = "";
    private String outcome = "Running";
    private String message = "";
    private String log = "";
    private String fingerprint = "";

    /** Whether more was done than getting an image, which changes nothing of what runs. */
    private boolean touched;

    void begun(Change change) {
      fingerprint = change.fingerprint();
      describe(change, "");
      change.ending().ifPresentOrElse(e -> ends(e, change), this::goesOn);
    }

    /** Says what it is about, as long as nothing has changed yet. */
    private void describe(Change change, String why) {
      if (!touched && outcome.equals("Running")) {
        action = change.action().text();
        because.clear();
        because.addAll(change.because());
        message = why;
      }
    }

    private void ends(Change.Ending ending, Change change) {
      outcome =
          switch (ending) {
            case FAILED -> "Failed";
            case ROLLED_BACK -> "RolledBack";
            case SUPERSEDED -> "Skipped";
            case STUCK -> "Stuck";
          };
      message = String.join("; ", change.because());
    }

    /** Something else is on its way now. */
    private void goesOn() {
      if (outcome.equals("Skipped")) {
        outcome = "Running";
        message = "";
      }
    }

    void refused(String reason) {
      if (steps.isEmpty()) {
        outcome = "Quarantined";
        message = reason;
      }
    }

    void waits(Change change, String blockedBy) {
      describe(change, blockedBy);
    }

    void performed(Outcome done) {
      done.performed().forEach(this::step);
      done.failure()
          .ifPresent(
              failure -> {
                outcome = "Failed";
                message = failure.message();
              });
    }

    private void step(Outcome.Performed performed) {
      var evidence = performed.evidence();
      touched |= !(performed.step() instanceof Step.Pull);
      var logs = performed.step() instanceof Step.KeepLogs;
      if (logs) {
        log = evidence.message();
      }
      var text = performed.step().text();
      var message = logs ? "" : evidence.message();
      var first =
          new StepDone(
              text, performed.began(), performed.took().toMillis(), 1, evidence.good(), message);
      var again = !steps.isEmpty() && performed.step().waits() && last().text().equals(text);
      if (again) {
        steps.set(steps.size() - 1, last().again(first));
      } else {
        steps.add(first);
      }
    }

    private StepDone last() {
      return steps.get(steps.size() - 1);
    }

    void settle() {
      if (outcome.equals("Running")) {
        outcome = touched ? "Applied" : "Skipped";
      }
    }

    Done done(Subject subject) {
      return new Done(
          subject.kind().text(),
          subject.name(),
          action,
          because,
          steps,
          outcome,
          message,
          log,
          fingerprint);
    }
  }
}
