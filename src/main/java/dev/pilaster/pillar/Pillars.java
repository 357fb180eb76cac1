package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;

/** The door: text in, values out. */
public final class Pillars {
  private Pillars() {}

  /**
   * One host's slice of the pillar: parsed, merged, checked, its secrets resolved, with every
   * problem of every file that it needs.
   *
   * @param agents the agent's own policy, which can only forbid more
   */
  public static Slice slice(Snapshot snapshot, Name server, Policy agents, Secrets secrets) {
    return new SliceReading(snapshot, server, agents, secrets).slice();
  }
}
