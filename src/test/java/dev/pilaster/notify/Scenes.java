package dev.pilaster.notify;

import dev.pilaster.agent.Operation;
import dev.pilaster.agent.Operation.Done;
import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.agent.Status;
import dev.pilaster.api.Samples;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How an agent may stand. */
final class Scenes {
  static final Instant NOW = Samples.NOW;
  static final List<Difference> DRIFT = List.of(new Difference("mem_limit", "1g", "512m"));

  private Scenes() {}

  static Status well(Commit commit) {
    return status(commit, operation(1, commit, Phase.SUCCEEDED, List.of()), fine());
  }

  static Status well() {
    return well(Samples.commit(1));
  }

  static Status running(Commit commit) {
    return status(commit, operation(2, commit, Phase.RUNNING, List.of()), fine());
  }

  /** What the commit wants of php82 failed, and git still wants it. */
  static Status failed(Commit commit, String outcome, String fingerprint, String message) {
    var done = List.of(done(outcome, fingerprint, message));
    var quarantined = outcome.equals("Quarantined");
    var phase = quarantined ? Phase.SUCCEEDED : Phase.FAILED;
    var bad = Samples.container(Sync.OUT_OF_SYNC, Health.DEGRADED, List.of());
    return status(commit, operation(3, commit, phase, done), bad);
  }

  static Status rolledBack() {
    return failed(Samples.commit(2), "RolledBack", "f2", "acme: 500, was 200");
  }

  static Status drifted() {
    var drifted = Samples.container(Sync.OUT_OF_SYNC, Health.HEALTHY, DRIFT);
    var commit = Samples.commit(1);
    return status(commit, operation(1, commit, Phase.SUCCEEDED, List.of()), drifted);
  }

  static Resource fine() {
    return Samples.container(Sync.SYNCED, Health.HEALTHY, List.of());
  }

  static Done done(String outcome, String fingerprint, String message) {
    return new Done(
        "container",
        "php82",
        "replace",
        List.of(),
        List.of(),
        outcome,
        message,
        "its last words",
        fingerprint);
  }

  static Operation operation(long id, Commit commit, Phase phase, List<Done> changes) {
    var end = phase == Phase.RUNNING ? Optional.<Instant>empty() : Optional.of(NOW);
    return new Operation(
        id,
        "poll",
        "",
        commit.revision(),
        commit.author(),
        commit.subject(),
        phase,
        NOW.minusSeconds(30),
        end,
        "",
        changes);
  }

  static Status status(Commit commit, Operation operation, Resource resource) {
    return new Status(
        "web1",
        resource.sync(),
        resource.health(),
        Optional.empty(),
        Optional.of(commit),
        Optional.of(commit),
        Optional.of(commit),
        Optional.of(operation),
        List.of(),
        List.of(new Status.Standing(resource, NOW)),
        Optional.empty(),
        Optional.of(NOW),
        Optional.of(NOW),
        true);
  }

  /** A file of the pillar is wrong, in a line. */
  static Status wrong(int line, String message) {
    var status = well();
    var problem = new Problem("sites/acme.yaml", line, "mounts", message, Optional.empty());
    return but(status, List.of(problem), Optional.empty(), true);
  }

  static Status withoutGit() {
    return but(well(), List.of(), Optional.of("git.example.com: connection refused"), true);
  }

  static Status withoutEngine() {
    return but(well(), List.of(), Optional.empty(), false);
  }

  private static Status but(
      Status s, List<Problem> problems, Optional<String> sourceError, boolean engine) {
    return new Status(
        s.server(),
        s.sync(),
        s.health(),
        s.suspended(),
        s.desired(),
        s.attempted(),
        s.applied(),
        s.operation(),
        problems,
        s.resources(),
        sourceError,
        s.polledAt(),
        s.turnedAt(),
        engine);
  }
}
