package dev.pilaster.git;

import java.time.Duration;
import java.util.Locale;

/** Is told of every request to a git server, for metrics. Called on any thread. */
@FunctionalInterface
public interface GitListener {
  GitListener NONE = (kind, good, took) -> {};

  /** One request ended; {@code good} is false when it failed. */
  void request(Kind kind, boolean good, Duration took);

  /** What was asked. */
  enum Kind {
    LS_REMOTE,
    FETCH;

    /** As a metric's label: {@code ls-remote}, {@code fetch}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
