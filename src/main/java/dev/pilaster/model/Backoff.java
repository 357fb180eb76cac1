package dev.pilaster.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Failures in a row, and when to try again. */
public record Backoff(int failures, Instant until, String reason) {
  private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
  private static final Duration LAST_DELAY = Duration.ofMinutes(5);

  /** Of a server elsewhere: it is asked soon after it is back. */
  private static final Duration FAR_DELAY = Duration.ofMinutes(1);

  /** How often a registry is asked that does not answer, whatever is wanted of it. */
  private static final Duration REGISTRY = Duration.ofSeconds(15);

  static Backoff next(Optional<Backoff> last, Outcome.Failure failure, Instant now) {
    var failures = last.map(Backoff::failures).orElse(0) + 1;
    var delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, 10));
    var longest = failure.kind() == HostException.Kind.UNREACHABLE ? FAR_DELAY : LAST_DELAY;
    var bounded = delay.compareTo(longest) > 0 ? longest : delay;
    return new Backoff(failures, now.plus(bounded), failure.message());
  }

  /** Of a registry that did not answer: everything that is wanted of it waits. */
  static Backoff registry(String reason, Instant now) {
    return new Backoff(1, now.plus(REGISTRY), reason);
  }

  /** Somebody asks the registry again; the others go on waiting. */
  public Backoff asked(Instant now) {
    return registry(reason, now);
  }

  /** Under which it is known that an image's registry does not answer. */
  public static String key(ImageRef image) {
    return "registry/" + image.registry();
  }
}
