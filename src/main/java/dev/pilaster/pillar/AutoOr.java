package dev.pilaster.pillar;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code auto}, read as empty, or a value. */
record AutoOr<T>(Shape<T> value) implements Shape<Optional<T>> {
  @Override
  public Optional<Optional<T>> read(Node node, Context in) {
    if (node instanceof Node.Scalar s && s.text().equals("auto")) {
      return Optional.of(Optional.empty());
    }
    var read = value.read(node, in);
    return read.isPresent() ? Optional.of(read) : Optional.empty();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("anyOf", List.of(Map.of("const", "auto"), value.schema()));
  }
}
