package dev.pilaster.notify;

import dev.pilaster.agent.Operation;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything about an agent that people ought to know now. */
final class Conditions {
  private static final Set<String> BAD = Set.of("Failed", "RolledBack", "Stuck");

  /** A git server is away now and then, and nothing stands still because of it. */
  private static final Duration SOURCE_PATIENCE = Duration.ofMinutes(5);

  private static final Duration ENGINE_PATIENCE = Duration.ofMinutes(1);

  private final Status status;
  private final List<Condition> found = new ArrayList<>();

  private Conditions(Status status) {
    this.status = status;
  }

  static List<Condition> of(Status status, List<Plan.Approval> approvals) {
    var conditions = new Conditions(status);
    conditions.agent();
    status.operation().ifPresent(conditions::failures);
    status.resources().forEach(s -> conditions.drift(s.resource()));
    approvals.forEach(conditions::approval);
    return List.copyOf(conditions.found);
  }

  /** Whether nothing is wrong with a resource; what is gone is not wrong. */
  static boolean well(Status status, String subject) {
    return status.resources().stream()
        .map(Status.Standing::resource)
        .filter(r -> r.subject().toString().equals(subject))
        .allMatch(r -> r.sync() == Resource.Sync.SYNCED && r.health() == Resource.Health.HEALTHY);
  }

  private void agent() {
    if (!status.problems().isEmpty()) {
      var text = status.problems().stream().map(Problem::text).collect(Collectors.joining("\n"));
      add("pillar", identity(status.problems()), text, Duration.ZERO);
    }
    status.sourceError().ifPresent(e -> add("source", "", e, SOURCE_PATIENCE));
    if (!status.engine() && status.turnedAt().isPresent()) {
      add("engine", "", "the host cannot be observed: the engine does not answer", ENGINE_PATIENCE);
    }
  }

  /** Lines move, and a problem is still the same. */
  private static String identity(List<Problem> problems) {
    return problems.stream()
        .map(p -> p.file() + p.path() + p.message())
        .collect(Collectors.joining("\n"));
  }

  private void add(String kind, String identity, String message, Duration patience) {
    found.add(
        new Condition(Event.FAILED, kind, status.server(), identity, message, List.of(), patience));
  }

  private void failures(Operation operation) {
    operation.changes().stream()
        .filter(d -> operation.finished() && BAD.contains(d.outcome()))
        .filter(d -> !well(status, d.kind() + "/" + d.name()))
        .forEach(this::failure);
  }

  private void failure(Operation.Done done) {
    var event = done.outcome().equals("RolledBack") ? Event.ROLLED_BACK : Event.FAILED;
    var subject = Subject.parse(done.kind() + "/" + done.name());
    var message = done.outcome().equals("Stuck") ? "stuck: " + done.message() : done.message();
    found.add(Condition.of(event, subject, done.outcome() + " " + done.fingerprint(), message));
  }

  private void drift(Resource resource) {
    if (!resource.drift().isEmpty()) {
      var text = resource.drift().stream().map(Difference::text).collect(Collectors.joining("; "));
      found.add(
          new Condition(
              Event.DRIFT,
              resource.subject().kind().text(),
              resource.subject().name(),
              text,
              text,
              resource.drift(),
              Duration.ZERO));
    }
  }

  private void approval(Plan.Approval approval) {
    var text = approval.id() + ": " + String.join("; ", approval.because());
    found.add(Condition.of(Event.APPROVAL, approval.subject(), approval.id(), text));
  }
}
