package dev.pilaster.pillar;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a YAML document, with the place where it was written. */
sealed interface Node {
  Place place();

  /** What to call it in a message: "a list". */
  String kind();

  /** Whether it deletes what it stands on, or stands for nothing. */
  default boolean isNull() {
    return false;
  }

  /** Keys to values, in the order of the file. */
  record Mapping(Place place, Map<String, Node> entries) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static Mapping empty(Place place) {
      return new Mapping(place, Map.of());
    }

    /** The value of a key, unless it is missing or null. */
    Optional<Node> get(String key) {
      return Optional.ofNullable(entries.get(key)).filter(n -> !n.isNull());
    }

    /** The mapping that a key holds; empty when it is something else. */
    Optional<Mapping> mapping(String key) {
      return get(key).filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** The text of a scalar; empty when it is missing, null or no scalar. */
    Optional<String> text(String key) {
      return get(key).filter(Scalar.class::isInstance).map(n -> ((Scalar) n).text());
    }

    /** The same without one key. */
    Mapping without(String key) {
      var rest = new LinkedHashMap<>(entries);
      rest.remove(key);
      return new Mapping(place, rest);
    }

    @Override
    public String kind() {
      return "a map";
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A scalar, with its text as written and its type in YAML's core schema. */
  record Scalar(Place place, String text, ScalarType type) implements Node {
    @Override
    public boolean isNull() {
      return type == ScalarType.NULL;
    }

    @Override
    public String kind() {
      return type.says();
    }
  }
}
