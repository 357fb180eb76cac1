package dev.pilaster.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the due steps of one change.
 *
 * @param performed the steps that were begun, in order, the failed one last
 * @param failure why it stopped early, if it did
 */
public record Outcome(Change change, List<Performed> performed, Optional<Failure> failure) {
  public Outcome {
    performed = List.copyOf(performed);
  }

  /** The step that it ended with. */
  public Optional<Step> last() {
    return performed.stream().reduce((first, second) -> second).map(Performed::step);
  }

  /** One step as it went. */
  public record Performed(Step step, Instant began, Duration took, Evidence evidence) {}

  /**
   * Why a step failed.
   *
   * @param culprits absolute path of each file at fault to what is wrong with it, where that is
   *     known
   */
  public record Failure(
      HostException.Kind kind, String message, SortedMap<String, String> culprits) {
    public Failure {
      culprits = Collections.unmodifiableSortedMap(new TreeMap<>(culprits));
    }
  }
}
