package dev.pilaster.notify;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a receiver said.
 *
 * @param status of HTTP
 * @param text the first of its body, on one line
 */
record Answer(int status, HttpHeaders headers, String text) {
  /** Whether it took what was sent. */
  boolean good() {
    return status / 100 == 2;
  }

  /** Whether the same may be taken later: too many requests, or a fault of its own. */
  boolean later() {
    return status == 408 || status == 425 || status == 429 || status >= 500 || limited();
  }

  /** GitHub says 403 when there were too many. */
  private boolean limited() {
    return status == 403
        && (headers.firstValue("Retry-After").isPresent()
            || headers.firstValue("X-RateLimit-Remaining").filter("0"::equals).isPresent());
  }

  /** How long it wants to be left alone, if it says so. */
  Optional<Duration> rest(Instant now) {
    return number("Retry-After")
        .or(() -> reset("X-RateLimit-Reset", now))
        .or(() -> reset("RateLimit-Reset", now))
        .map(Duration::ofSeconds);
  }

  /** Seconds since 1970, of which some are left. */
  private Optional<Long> reset(String header, Instant now) {
    return later() && status < 500
        ? number(header).map(at -> Math.max(0, at - now.getEpochSecond()))
        : Optional.empty();
  }

  private Optional<Long> number(String header) {
    return headers.firstValue(header).filter(v -> v.matches("\\d{1,12}")).map(Long::parseLong);
  }

  @Override
  public String toString() {
    return status + (text.isEmpty() ? "" : ": " + text);
  }
}
