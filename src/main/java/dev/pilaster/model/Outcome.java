package dev.pilaster.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /** One step as it went. */
  public record Performed(Step step, Instant began, Duration took, Evidence evidence) {}

  /**
   * Why a step failed.
   *
   * @param culprits absolute paths of the files at fault, where that is known
   */
  public record Failure(HostException.Kind kind, String message, List<String> culprits) {
    public Failure {
      culprits = List.copyOf(culprits);
    }
  }
}
