package dev.pilaster.plan;

import dev.pilaster.model.Container;
import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * The fields of a live container that are not as they were asked for. Only what was set is compared
 * (research: how the engine rewrites what it is given); secrets are compared by digests.
 */
public final class Drift {
  /** What the engine can change without a new container. */
  static final Set<String> IN_PLACE =
      Set.of("mem_limit", "memswap_limit", "cpus", "pids_limit", "restart");

  private Drift() {}

  /** Every field of {@code desired} whose live value is another one. */
  public static List<Difference> of(
      SortedMap<String, String> desired, SortedMap<String, String> live) {
    var differences = new ArrayList<Difference>();
    desired.forEach(
        (field, value) -> {
          var actual = live.getOrDefault(field, "(unset)");
          if (!actual.equals(value)) {
            differences.add(shown(field, value, actual));
          }
        });
    return differences;
  }

  /** Not even the digest of a secret is shown: a short password could be guessed from it. */
  private static Difference shown(String field, String desired, String actual) {
    return field.startsWith("env_secret.")
        ? new Difference(field, "•••", "another value")
        : new Difference(field, desired, actual);
  }

  /**
   * The drift of one generation; {@code restart} is the policy that it has once traffic is on it.
   */
  static List<Difference> of(ContainerSpec spec, Container container, String restart) {
    var differences = new ArrayList<>(of(Fields.of(spec), container.fields()));
    if (!container.restart().equals(restart)) {
      differences.add(new Difference("restart", restart, container.restart()));
    }
    return differences;
  }

  /** Why another generation is wanted than this one, for people. */
  static List<String> between(Container active, Target target, Generations generations) {
    var spec =
        generations.spec(
            target.service(),
            target.digest(),
            active.generation(),
            active.address(),
            target.fingerprint());
    var reasons = new ArrayList<String>();
    if (!active.image().equals(spec.image())) {
      reasons.add("image: %s → %s".formatted(active.image(), target.service().image()));
    }
    of(Fields.of(spec), active.fields()).forEach(d -> reasons.add(d.text()));
    return reasons.isEmpty() ? List.of("something was taken out of its description") : reasons;
  }
}
