package dev.pilaster.notify;

import java.time.Duration;

/**
 * How long a receiver is waited for.
 *
 * @param attempts at most, for one message
 * @param backoff before the second attempt; doubles, half of it by chance
 * @param longest between two attempts, whatever the receiver asks for
 * @param answer one answer may take so long
 */
public record Patience(int attempts, Duration backoff, Duration longest, Duration answer) {
  public static final Patience DEFAULT =
      new Patience(8, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(10));
}
