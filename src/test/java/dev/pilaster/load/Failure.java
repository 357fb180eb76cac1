package dev.pilaster.load;

import java.util.Locale;

/**
 * A request that was lost.
 *
 * @param seconds since the load began, when it was due
 * @param detail what came instead, in one line and without markup
 */
public record Failure(Traffic traffic, int serial, double seconds, Kind kind, String detail) {
  private static final int LONGEST = 120;

  public Failure {
    detail = detail.replaceAll("<[^>]*>|\\s+", " ").strip().replaceAll(" +", " ");
    detail = detail.length() > LONGEST ? detail.substring(0, LONGEST) + "…" : detail;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s %d at %.3f s: %s: %s", traffic, serial, seconds, kind, detail);
  }
}
