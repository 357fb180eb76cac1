package dev.pilaster.pillar;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A shape with one more rule about the whole value; the rule answers with what is wrong. */
record Checked<T>(Shape<T> shape, Function<T, Optional<String>> rule) implements Shape<T> {
  @Override
  public Optional<T> read(Node node, Context in) {
    var value = shape.read(node, in);
    var wrong = value.flatMap(rule);
    wrong.ifPresent(message -> in.problem(node.place(), message));
    return wrong.isPresent() ? Optional.empty() : value;
  }

  @Override
  public Map<String, Object> schema() {
    return shape.schema();
  }
}
