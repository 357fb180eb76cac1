package dev.pilaster.git;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * How long a git server is waited for.
 *
 * @param attempts at most, per request; only failures that may pass are tried again
 * @param backoff before the second attempt; doubles, half of it by chance, at most ten times it
 * @param silence a server that says nothing for so long has failed (whole seconds)
 * @param whole one transfer may take so long
 */
public record Patience(int attempts, Duration backoff, Duration silence, Duration whole) {
  public static final Patience DEFAULT =
      new Patience(3, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(15));

  /** Calls until it works, or fails for good, or the attempts are used up. */
  <T> T retry(Callable<T> call) throws Exception {
    var pauses =
        IntervalFunction.ofExponentialRandomBackoff(backoff, 2.0, 0.5, backoff.multipliedBy(10));
    var config =
        RetryConfig.<T>custom()
            .maxAttempts(attempts)
            .intervalFunction(pauses)
            .retryOnException(Failure::mayPass)
            .build();
    return Retry.of("git", config).executeCallable(call);
  }
}
