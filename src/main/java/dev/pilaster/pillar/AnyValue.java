package dev.pilaster.pillar;

import java.util.Map;
import java.util.Optional;

/**
 * A value whose type is the user's: String, Boolean, Long, Double, List, SortedMap, or a Secret
 * where the text refers to one.
 */
record AnyValue() implements Shape<Object> {
  @Override
  public Optional<Object> read(Node node, Context in) {
    if (node instanceof Node.Sequence) {
      return Shapes.list(this).read(node, in).map(Object.class::cast);
    }
    if (node instanceof Node.Mapping) {
      return Shapes.map(FreeKeys::key, this).read(node, in).map(Object.class::cast);
    }
    return scalar((Node.Scalar) node, in);
  }

  private static Optional<Object> scalar(Node.Scalar scalar, Context in) {
    return switch (scalar.type()) {
      case BOOL -> Optional.of(Boolean.parseBoolean(scalar.text()));
      case INT -> integer(scalar, in);
      case FLOAT -> number(scalar, in);
      case STRING -> text(scalar, in);
      default -> Shapes.wrong(scalar, in, "a value");
    };
  }

  private static Optional<Object> text(Node.Scalar scalar, Context in) {
    var hidden = scalar.text().contains("${secret:") || scalar.text().contains("${file:");
    return hidden
        ? in.references().secret(scalar, in).map(Object.class::cast)
        : in.references().plain(scalar, in).map(Object.class::cast);
  }

  private static Optional<Object> integer(Node.Scalar scalar, Context in) {
    var value = Units.integer(scalar.text());
    if (value.isEmpty()) {
      in.problem(scalar.place(), scalar.text() + " is too large; quote it if a text is meant");
    }
    return value.map(Object.class::cast);
  }

  private static Optional<Object> number(Node.Scalar scalar, Context in) {
    try {
      return Optional.of(Double.parseDouble(scalar.text()));
    } catch (NumberFormatException e) {
      in.problem(scalar.place(), scalar.text() + " is no number that PHP or nginx can write");
      return Optional.empty();
    }
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of();
  }
}
