package dev.pilaster.git;

import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a transfer that takes too long, or whose thread was interrupted. */
final class Deadline extends EmptyProgressMonitor {
  private final InstantSource clock;
  private final Instant end;

  Deadline(InstantSource clock, Instant end) {
    this.clock = clock;
    this.end = end;
  }

  @Override
  public boolean isCancelled() {
    return Thread.currentThread().isInterrupted() || clock.instant().isAfter(end);
  }
}
