package dev.pilaster.model;

import java.util.List;
import java.util.Optional;

/**
 * How one resource stands.
 *
 * @param drift fields that somebody else changed; empty for a change that git asks for
 * @param generation of a container; 0 when none is active
 * @param image of a container as its tag; a release's name for a release
 * @param update of a container whose tag the registry has moved
 * @param version of a release whose code says what it is: "Drupal 10.3.1"
 * @param message the reason, when it is not in sync and healthy
 */
public record Resource(
    Subject subject,
    Sync sync,
    Health health,
    List<Difference> drift,
    Optional<Integer> generation,
    String image,
    Optional<Update> update,
    Optional<String> version,
    String message) {
  public Resource {
    drift = List.copyOf(drift);
  }

  /** One that has no version. */
  public Resource(
      Subject subject,
      Sync sync,
      Health health,
      List<Difference> drift,
      Optional<Integer> generation,
      String image,
      Optional<Update> update,
      String message) {
    this(subject, sync, health, drift, generation, image, update, Optional.empty(), message);
  }

  /** One whose image does not move. */
  public Resource(
      Subject subject,
      Sync sync,
      Health health,
      List<Difference> drift,
      Optional<Integer> generation,
      String image,
      String message) {
    this(subject, sync, health, drift, generation, image, Optional.empty(), message);
  }

  /**
   * A tag that moved.
   *
   * @param from the manifest digest that this host took it for, {@code sha256:<64 hex>}
   * @param to the one that the registry has under it now
   */
  public record Update(String from, String to) {
    private static final int DIGITS = 12;

    /** {@code sha256:ab12… → cd34…} */
    public String text() {
      return "sha256:" + digits(from) + "… → " + digits(to) + "…";
    }

    private static String digits(String digest) {
      var hex = digest.substring(digest.indexOf(':') + 1);
      return hex.substring(0, Math.min(hex.length(), DIGITS));
    }
  }

  /** The same, left as it is for a reason. */
  public Resource suspended(String why) {
    return new Resource(
        subject, sync, Health.SUSPENDED, drift, generation, image, update, version, why);
  }

  /** The same with what its code says it is. */
  public Resource withVersion(Optional<String> known) {
    return new Resource(subject, sync, health, drift, generation, image, update, known, message);
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
