package dev.pilaster.agent;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How everything stands, as of the last turn.
 *
 * @param suspended the reason, when the agent changes nothing
 * @param desired the branch's head
 * @param attempted the last revision that a turn planned for
 * @param applied the last revision that everything was brought to
 * @param operation the one under way, else the last one
 * @param sourceError why the config repository cannot be read now
 * @param polledAt when it was last read
 * @param turnedAt when the last turn ended; empty before the first
 * @param engine whether the engine answered in the last turn
 */
public record Status(
    String server,
    Resource.Sync sync,
    Resource.Health health,
    Optional<String> suspended,
    Optional<Commit> desired,
    Optional<Commit> attempted,
    Optional<Commit> applied,
    Optional<Operation> operation,
    List<Problem> problems,
    List<Standing> resources,
    Optional<String> sourceError,
    Optional<Instant> polledAt,
    Optional<Instant> turnedAt,
    boolean engine) {
  public Status {
    problems = List.copyOf(problems);
    resources = List.copyOf(resources);
  }

  /** A resource and since when it has stood so. */
  public record Standing(Resource resource, Instant since) {}
}
