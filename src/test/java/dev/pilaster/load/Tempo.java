package dev.pilaster.load;

import java.time.Duration;

/**
 * How long requests take.
 *
 * @param slow one that is meant to last: longer than a switch
 * @param work one of a crowd
 * @param patience with an answer, beyond its request's own length
 */
record Tempo(Duration slow, Duration work, Duration patience) {
  /** DEPLOY's figures. */
  static final Tempo USUAL =
      new Tempo(Duration.ofSeconds(4), Duration.ofMillis(200), Duration.ofSeconds(5));

  /** How long a request takes when nothing is in its way. */
  Duration length(Traffic traffic) {
    return switch (traffic) {
      case LONG, UPLOAD, DOWNLOAD -> slow;
      case CROWD -> work;
      default -> Duration.ZERO;
    };
  }
}
