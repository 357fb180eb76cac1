package dev.pilaster.pillar;

import static java.util.stream.Collectors.joining;

import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Problem;
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

  /**
   * The {@code policy:} section of an agent's own settings; it forbids nothing that it does not
   * name.
   *
   * @throws IllegalArgumentException with every problem, one a line
   */
  public static Policy agentPolicy(String file, String text) {
    var problems = new Problems();
    var policy = new AgentPolicy(problems).read(file, text);
    if (problems.stop() || policy.isEmpty()) {
      throw new IllegalArgumentException(
          problems.list().stream().map(Problem::text).collect(joining("\n")));
    }
    return policy.get();
  }
}
