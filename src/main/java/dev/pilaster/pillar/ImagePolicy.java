package dev.pilaster.pillar;

import dev.pilaster.model.Policy;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import java.util.List;
import java.util.Optional;

/** Which images a host may run that its pillar does not name. */
public final class ImagePolicy {
  private static final String FILE = "pilaster.yaml";

  private final Problems problems = new Problems();
  private final List<PolicyChecks> policies;

  /**
   * The policies that hold on a host.
   *
   * @param agents the agent's own, which can only forbid more
   */
  public ImagePolicy(Slice slice, Policy agents) {
    var files = new PillarFiles(Snapshot.of(slice.commit(), slice.files()), problems);
    policies = PolicyChecks.of(pillars(files.layer(FILE)), agents);
  }

  private Optional<Policy> pillars(Node.Mapping tree) {
    return PolicyReader.FILE.read(tree, AgentPolicy.context(tree.place(), problems));
  }

  /**
   * Why an image is forbidden; empty when it is not.
   *
   * @throws IllegalArgumentException when the text is no image's name
   */
  public Optional<String> forbids(String text) {
    var image = Formats.image(text);
    return problems.list().stream()
        .map(problem -> "the policy cannot be read: " + problem.text())
        .findFirst()
        .or(() -> policies.stream().flatMap(p -> p.image(image).stream()).findFirst());
  }
}
