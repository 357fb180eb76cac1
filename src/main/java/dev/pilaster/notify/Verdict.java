package dev.pilaster.notify;

import dev.pilaster.agent.Operation;
import dev.pilaster.agent.StandIn;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a commit came on this host.
 *
 * @param sha 40 hexadecimal digits
 * @param description at most 140 characters, which is what GitHub keeps
 */
record Verdict(String sha, State state, String description) {
  private static final int LONGEST = 140;

  /** What failed for this commit before, and is not tried again. */
  private static final String REFUSED = "Quarantined";

  private static final Set<String> BAD = Set.of("Failed", "RolledBack", "Stuck", REFUSED);

  /** What git servers call them differs. */
  enum State {
    PENDING,
    SUCCESS,
    FAILURE,
    SUPERSEDED
  }

  Verdict {
    description =
        description.length() > LONGEST ? description.substring(0, LONGEST - 1) + "…" : description;
  }

  /**
   * What is to be said of the branch's head; empty when there is nothing to say yet.
   *
   * @param last what was said last
   */
  static Optional<Verdict> of(Status status, Optional<Verdict> last) {
    return status.desired().filter(c -> !StandIn.is(c)).map(head -> of(head, status, last));
  }

  private static Verdict of(Commit head, Status status, Optional<Verdict> last) {
    var mine = status.operation().filter(o -> o.revision().equals(head.revision()));
    if (mine.isEmpty()) {
      return last.filter(v -> v.sha().equals(head.id())).orElseGet(() -> waits(head, status));
    }
    return mine.get().finished()
        ? ended(head, mine.get(), status, last)
        : new Verdict(head.id(), State.PENDING, "converging");
  }

  private static Verdict waits(Commit head, Status status) {
    var why = status.suspended().map(r -> "suspended: " + r).orElse("not begun yet");
    return new Verdict(head.id(), State.PENDING, why);
  }

  private static Verdict ended(
      Commit head, Operation operation, Status status, Optional<Verdict> last) {
    var wrong = wrong(operation, status);
    if (!wrong.isEmpty() || operation.phase() != Operation.Phase.SUCCEEDED) {
      var why = wrong.isEmpty() ? operation.message() : String.join("; ", wrong);
      var known = said(State.FAILURE, head, last).filter(v -> why.startsWith(REFUSED));
      return known.orElse(new Verdict(head.id(), State.FAILURE, why));
    }
    return succeeded(head, operation, status, last);
  }

  /** Once it was a success, what somebody changes on the host later takes nothing from it. */
  private static Verdict succeeded(
      Commit head, Operation operation, Status status, Optional<Verdict> last) {
    var known = said(State.SUCCESS, head, last);
    var held = operation.changes().stream().filter(d -> d.outcome().equals("Skipped")).toList();
    if (known.isPresent()) {
      return known.get();
    }
    return held.isEmpty() || status.sync() == Resource.Sync.SYNCED
        ? new Verdict(head.id(), State.SUCCESS, "converged" + count(operation))
        : new Verdict(head.id(), State.PENDING, "waits: " + reasons(held.stream()));
  }

  private static Optional<Verdict> said(State state, Commit head, Optional<Verdict> last) {
    return last.filter(v -> v.sha().equals(head.id()) && v.state() == state);
  }

  private static String count(Operation operation) {
    var applied = operation.changes().stream().filter(d -> d.outcome().equals("Applied")).count();
    return applied == 0 ? "" : ", %d %s".formatted(applied, applied == 1 ? "change" : "changes");
  }

  private static List<String> wrong(Operation operation, Status status) {
    var changes = operation.changes().stream().filter(d -> BAD.contains(d.outcome()));
    var problems = status.problems().stream().map(Problem::text);
    return Stream.concat(problems, changes.map(d -> d.outcome() + " " + reason(d))).toList();
  }

  private static String reasons(Stream<Operation.Done> changes) {
    return changes.map(Verdict::reason).collect(Collectors.joining("; "));
  }

  private static String reason(Operation.Done done) {
    return done.kind() + "/" + done.name() + ": " + done.message();
  }

  /** What is said of it when nobody waits for it any more. */
  Verdict superseded(String by) {
    return new Verdict(sha, State.SUPERSEDED, "superseded by " + by.substring(0, 12));
  }
}
