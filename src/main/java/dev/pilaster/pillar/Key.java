package dev.pilaster.pillar;

import java.util.Optional;
import java.util.function.Function;

/**
 * One key.
 *
 * @param absent gives its value when it is missing or null; empty when it must be there
 * @param says what it is, for the schema and for those who left it out
 */
record Key<T>(String name, Shape<T> shape, Function<Absence, Optional<T>> absent, String says) {
  /** A section that lacks a key. */
  record Absence(Node.Mapping mapping, String key, Context in) {
    /** Where the key would stand. */
    Place place() {
      var node = mapping.entries().get(key);
      return node == null ? mapping.place().key(key, mapping.place().line()) : node.place();
    }

    <T> Optional<T> missed(String says) {
      in.problem(
          place(),
          mapping.entries().containsKey(key)
              ? "null takes the value away, and one is needed: " + says
              : "is missing: " + says);
      return Optional.empty();
    }
  }
}
