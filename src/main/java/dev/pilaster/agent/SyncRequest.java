package dev.pilaster.agent;

import dev.pilaster.model.Subject;
import java.util.Set;

/**
 * A sync that somebody asked for.
 *
 * @param only the subjects to sync; empty for all
 */
public record SyncRequest(
    boolean dryRun,
    Set<Subject> only,
    boolean retryQuarantined,
    boolean whileSuspended,
    boolean outsideWindow) {
  public SyncRequest {
    only = Set.copyOf(only);
  }
}
