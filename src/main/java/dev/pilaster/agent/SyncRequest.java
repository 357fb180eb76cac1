package dev.pilaster.agent;

import dev.pilaster.model.Change;
import dev.pilaster.model.Subject;
import java.util.List;
import java.util.Set;

/**
 * A sync that somebody asked for.
 *
 * @param only the subjects to sync; empty for all
 * @param by the name of the token that asks
 */
public record SyncRequest(
    boolean dryRun,
    Set<Subject> only,
    boolean retryQuarantined,
    boolean whileSuspended,
    boolean outsideWindow,
    String by) {
  public SyncRequest {
    only = Set.copyOf(only);
  }

  Cause cause() {
    return new Cause("api", by);
  }

  /** Those changes that it asks for. */
  List<Change> of(List<Change> changes) {
    return changes.stream().filter(c -> only.isEmpty() || only.contains(c.subject())).toList();
  }
}
