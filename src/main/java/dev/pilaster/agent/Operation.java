package dev.pilaster.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One way from a reason to act to rest: what the history keeps.
 *
 * @param trigger start, poll, webhook, event, api or timer
 * @param by the name of the token that asked for it; empty when nobody did
 * @param revision {@code main@sha1:<40 hex>}
 * @param author of the revision's commit
 * @param message the reason when it did not succeed
 */
public record Operation(
    long id,
    String trigger,
    String by,
    String revision,
    String author,
    String subject,
    Phase phase,
    Instant startedAt,
    Optional<Instant> finishedAt,
    String message,
    List<Done> changes) {
  public Operation {
    by = Objects.requireNonNullElse(by, "");
    changes = List.copyOf(changes);
  }

  /** Argo CD's phases. */
  public enum Phase {
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    ERROR("Error"),
    TERMINATING("Terminating");

    private final String text;

    Phase(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * One subject's part of it.
   *
   * @param outcome Applied, RolledBack, Failed, Skipped, Quarantined, Stuck, or Running
   * @param log the last lines of a container that failed
   * @param fingerprint of what was wanted; empty where there is none
   */
  public record Done(
      String kind,
      String name,
      String action,
      List<String> because,
      List<StepDone> steps,
      String outcome,
      String message,
      String log,
      String fingerprint) {
    public Done {
      fingerprint = Objects.requireNonNullElse(fingerprint, "");
      because = List.copyOf(because);
      steps = List.copyOf(steps);
    }
  }

  /**
   * One step as it went; waiting steps are there once, with the number of times they asked.
   *
   * @param millis from its beginning to its last answer
   */
  public record StepDone(
      String text, Instant began, long millis, int times, boolean ok, String message) {
    StepDone again(StepDone next) {
      var whole = Duration.between(began, next.began).toMillis() + next.millis;
      return new StepDone(text, began, whole, times + 1, next.ok, next.message);
    }
  }

  /** The same, cut off: the agent was killed, and does not know what became of the last steps. */
  Operation interrupted(Instant now) {
    return new Operation(
        id,
        trigger,
        by,
        revision,
        author,
        subject,
        Phase.ERROR,
        startedAt,
        Optional.of(now),
        "the agent was cut off in the middle; the next operation goes on",
        changes);
  }

  /** Whether it has come to rest. */
  public boolean finished() {
    return finishedAt.isPresent();
  }
}
