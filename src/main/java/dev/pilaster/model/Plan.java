package dev.pilaster.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be done, and how everything stands.
 *
 * @param memory what is known once this plan is decided: kept before its first step is performed
 * @param wakeAt when to look again although nothing happened
 * @param approvals what waits for somebody to agree
 * @param crons job ({@code site/job}) to its last run
 */
public record Plan(
    List<Change> changes,
    List<Resource> resources,
    Memory memory,
    Optional<Instant> wakeAt,
    List<Approval> approvals,
    SortedMap<String, CronRun> crons) {
  public Plan {
    crons = Collections.unmodifiableSortedMap(new TreeMap<>(crons));
    approvals = List.copyOf(approvals);
    changes = List.copyOf(changes);
    resources = List.copyOf(resources);
  }

  /** Of a host without jobs. */
  public Plan(
      List<Change> changes,
      List<Resource> resources,
      Memory memory,
      Optional<Instant> wakeAt,
      List<Approval> approvals) {
    this(changes, resources, memory, wakeAt, approvals, new TreeMap<>());
  }

  /**
   * A change that somebody has to agree to.
   *
   * @param id eight hexadecimal digits, the same as long as the same is wanted
   */
  public record Approval(String id, Subject subject, Action action, List<String> because) {
    public Approval {
      because = List.copyOf(because);
    }
  }

  /** Whether the host is as it was asked to be. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
