package dev.pilaster.agent;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Slice;
import java.util.Set;
import java.util.TreeSet;

/**
 * The branches and tags whose pushes may concern this host.
 *
 * @param names short names; empty as long as nothing is known, and then every push may
 */
record Refs(Set<String> names) {
  Refs {
    names = Set.copyOf(names);
  }

  static Refs unknown() {
    return new Refs(Set.of());
  }

  /** The branch of the configuration, and what its sites are built from. */
  static Refs of(Fetched fetched) {
    if (fetched.slice().filter(s -> StandIn.is(s.commit())).isPresent()) {
      return unknown();
    }
    var names = new TreeSet<String>();
    fetched.slice().ifPresent(slice -> names.add(slice.commit().branch()));
    fetched
        .slice()
        .flatMap(Slice::desired)
        .map(Desired::sites)
        .ifPresent(
            sites -> sites.values().forEach(s -> s.source().ifPresent(c -> names.add(c.ref()))));
    return new Refs(names);
  }

  boolean follow(String ref) {
    return names.isEmpty() || names.contains(ref.replaceFirst("^refs/(heads|tags)/", ""));
  }
}
