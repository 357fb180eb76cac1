package dev.pilaster.pillar;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What may stand at a place: how it is read, and how the published schema describes it. */
interface Shape<T> {
  /** The value; empty when it is wrong, and then the context knows why. */
  Optional<T> read(Node node, Context in);

  /** The JSON Schema of it. */
  Map<String, Object> schema();

  /**
   * The same text with another meaning.
   *
   * @param convert throws IllegalArgumentException with a sentence when the value is wrong
   */
  default <U> Shape<U> to(Function<T, U> convert) {
    var self = this;
    return new Shape<>() {
      @Override
      public Optional<U> read(Node node, Context in) {
        return self.read(node, in).flatMap(v -> converted(v, node, in));
      }

      private Optional<U> converted(T value, Node node, Context in) {
        try {
          return Optional.of(convert.apply(value));
        } catch (IllegalArgumentException e) {
          in.problem(node.place(), String.valueOf(e.getMessage()));
          return Optional.empty();
        }
      }

      @Override
      public Map<String, Object> schema() {
        return self.schema();
      }
    };
  }
}
