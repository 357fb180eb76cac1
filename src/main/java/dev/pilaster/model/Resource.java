package dev.pilaster.model;

import java.util.List;
import java.util.Optional;

/**
 * How one resource stands.
 *
 * @param drift fields that somebody else changed; empty for a change that git asks for
 * @param generation of a container; 0 when none is active
 * @param image of a container as its tag, with {@code (sha256:ab12… → cd34…)} when the registry has
 *     another one under it by now; a release's name for a release
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

  private static final String TO = "… → ";
  private static final int DIGITS = 12;

  /** A tag whose image is another one in the registry by now. */
  public static String moved(String tag, String image, String latest) {
    var digest = image.substring(image.indexOf('@') + 1);
    var to = latest.substring(latest.indexOf(':') + 1);
    return "%s (%s%s%s…)"
        .formatted(tag, head(digest, "sha256:".length() + DIGITS), TO, head(to, DIGITS));
  }

  private static String head(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }

  /** Whether the registry has another image under the tag than the one that runs. */
  public boolean updateAvailable() {
    return image.contains(TO);
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
