package dev.pilaster.model;

import java.util.List;
import java.util.Optional;

/**
 * What no pull request may do unless it changes the policy itself (PILLAR, {@code pilaster.yaml}).
 * An empty Optional forbids nothing.
 *
 * @param hostPaths bind sources, and everything below them
 * @param privileged whether containers may be privileged
 * @param capAdd capabilities that may be added, without {@code CAP_}
 * @param registries registries, or prefixes of repositories, that images may come from
 * @param publicPorts ports that may be published on other than loopback
 * @param rawNginx whether raw snippets may be included
 */
public record Policy(
    Optional<List<String>> hostPaths,
    boolean privileged,
    Optional<List<String>> capAdd,
    Optional<List<String>> registries,
    Optional<List<Integer>> publicPorts,
    boolean rawNginx) {
  public Policy {
    hostPaths = hostPaths.map(List::copyOf);
    capAdd = capAdd.map(List::copyOf);
    registries = registries.map(List::copyOf);
    publicPorts = publicPorts.map(List::copyOf);
  }

  /** Forbids nothing: what an agent says that has no policy of its own. */
  public static Policy open() {
    return new Policy(
        Optional.empty(), true, Optional.empty(), Optional.empty(), Optional.empty(), true);
  }
}
