package dev.pilaster.model;

import java.util.List;
import java.util.Optional;

/**
 * How one resource stands.
 *
 * @param drift fields that somebody else changed; empty for a change that git asks for
 * @param generation of a container; 0 when none is active
 * @param image of a container as {@code tag (digest)}; a release's name for a release
 * @param message the reason, when it is not in sync and healthy
 */
public record Resource(
    Subject subject,
    Sync sync,
    Health health,
    List<Difference> drift,
    Optional<Integer> generation,
    String image,
    String message) {
  public Resource {
    drift = List.copyOf(drift);
  }

  /** The same, left as it is for a reason. */
  public Resource suspended(String why) {
    return new Resource(subject, sync, Health.SUSPENDED, drift, generation, image, why);
  }

  /** Argo CD's words. */
  public enum Sync {
    SYNCED("Synced"),
    OUT_OF_SYNC("OutOfSync"),
    UNKNOWN("Unknown");

    private final String text;

    Sync(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** Argo CD's words, best to worst. */
  public enum Health {
    HEALTHY("Healthy"),
    SUSPENDED("Suspended"),
    PROGRESSING("Progressing"),
    MISSING("Missing"),
    DEGRADED("Degraded"),
    UNKNOWN("Unknown");

    private final String text;

    Health(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
