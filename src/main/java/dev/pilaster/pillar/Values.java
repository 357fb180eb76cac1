package dev.pilaster.pillar;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The values of one section, and a way to complain about them together. */
final class Values {
  private final Node.Mapping mapping;
  private final Context in;
  private final Map<String, Object> found;
  private boolean good;

  Values(Node.Mapping mapping, Context in, Map<String, Object> found, boolean good) {
    this.mapping = mapping;
    this.in = in;
    this.found = found;
    this.good = good;
  }

  /** Whose section it is. */
  Context in() {
    return in;
  }

  @SuppressWarnings("unchecked") // Keys put it there, read by this very key's shape
  <T> T get(Key<T> key) {
    var value = found.get(key.name());
    if (value == null) {
      throw new IllegalStateException("not a key of this section: " + key.name());
    }
    return (T) value;
  }

  /** The place of a key's value, or where it would stand. */
  Place place(Key<?> key) {
    var node = mapping.entries().get(key.name());
    var whole = mapping.place();
    return node == null ? whole.key(key.name(), whole.line()) : node.place();
  }

  /** Complains about the value of a key. */
  void fail(Key<?> key, String message) {
    in.problem(place(key), message);
    good = false;
  }

  /** Complains about the whole section. */
  void fail(String message) {
    in.problem(mapping.place(), message);
    good = false;
  }

  /** What is made of good values; empty when one of them was not. */
  <T> Optional<T> build(Function<Values, T> build) {
    if (!good) {
      return Optional.empty();
    }
    var built = build.apply(this);
    return good ? Optional.of(built) : Optional.empty();
  }
}
