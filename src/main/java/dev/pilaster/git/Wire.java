package dev.pilaster.git;

import java.time.InstantSource;

/** What all requests to git servers share: patience, the clock, and who is told. */
public record Wire(Patience patience, InstantSource clock, GitListener listener) {
  public static final Wire DEFAULT =
      new Wire(Patience.DEFAULT, InstantSource.system(), GitListener.NONE);
}
