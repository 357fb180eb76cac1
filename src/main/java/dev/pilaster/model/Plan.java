package dev.pilaster.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done, and how everything stands.
 *
 * @param memory what is known once this plan is decided: kept before its first step is performed
 * @param wakeAt when to look again although nothing happened
 */
public record Plan(
    List<Change> changes, List<Resource> resources, Memory memory, Optional<Instant> wakeAt) {
  public Plan {
    changes = List.copyOf(changes);
    resources = List.copyOf(resources);
  }

  /** Whether the host is as it was asked to be. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
