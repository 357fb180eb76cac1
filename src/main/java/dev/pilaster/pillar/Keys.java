package dev.pilaster.pillar;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The keys that one section of the pillar knows, declared one a line by its reader. */
final class Keys {
  private final Map<String, Key<?>> keys = new LinkedHashMap<>();

  /** A key that the merged tree must have. */
  <T> Key<T> needed(String name, Shape<T> shape, String says) {
    return add(new Key<>(name, shape, a -> a.missed(says), says));
  }

  /** A key that may be missing. */
  <T> Key<Optional<T>> maybe(String name, Shape<T> shape, String says) {
    return or(name, shape.to(Optional::of), Optional.empty(), says);
  }

  /** A key with a value for its absence. */
  <T> Key<T> or(String name, Shape<T> shape, T absent, String says) {
    return add(new Key<>(name, shape, a -> Optional.of(absent), says));
  }

  /** A section that has a value for each of its own keys; when missing, it is made of those. */
  <T> Key<T> section(String name, Shape<T> shape, String says) {
    return add(
        new Key<>(name, shape, a -> shape.read(Node.Mapping.empty(a.place()), a.in()), says));
  }

  /** A list that is empty when the key is missing. */
  <T> Key<List<T>> list(String name, Shape<T> item, String says) {
    return or(name, Shapes.list(item), List.of(), says);
  }

  /** A map that is empty when the key is missing. */
  <K extends Comparable<K>, T> Key<SortedMap<K, T>> map(
      String name, Function<String, K> key, Shape<T> item, String says) {
    return or(
        name, Shapes.map(key, item), Collections.unmodifiableSortedMap(new TreeMap<>()), says);
  }

  private <T> Key<T> add(Key<T> key) {
    if (keys.put(key.name(), key) != null) {
      throw new IllegalStateException("declared twice: " + key.name());
    }
    return key;
  }

  /** A map with exactly these keys. */
  <T> Shape<T> shape(Function<Values, T> build) {
    return new Shape<>() {
      @Override
      public Optional<T> read(Node node, Context in) {
        if (!(node instanceof Node.Mapping mapping)) {
          return Shapes.wrong(node, in, "a map");
        }
        return values(mapping, in).build(build);
      }

      @Override
      public Map<String, Object> schema() {
        return Keys.this.schema();
      }
    };
  }

  private Values values(Node.Mapping mapping, Context in) {
    var found = new HashMap<String, Object>();
    var good = true;
    for (var entry : mapping.entries().entrySet()) {
      if (!keys.containsKey(entry.getKey())) {
        good = false;
        in.problem(entry.getValue().place(), unknown(entry.getKey()));
      }
    }
    for (var key : keys.values()) {
      var value = value(key, mapping, in);
      value.ifPresent(v -> found.put(key.name(), v));
      good &= value.isPresent();
    }
    return new Values(mapping, in, found, good);
  }

  private String unknown(String key) {
    return "unknown key \"" + key + "\"" + Nearest.hint(key, keys.keySet());
  }

  private static <T> Optional<T> value(Key<T> key, Node.Mapping mapping, Context in) {
    var node = mapping.entries().get(key.name());
    if (node != null && !node.isNull()) {
      return key.shape().read(node, in);
    }
    return key.absent().apply(new Key.Absence(mapping, key.name(), in));
  }

  private Map<String, Object> schema() {
    var properties = new TreeMap<String, Object>();
    keys.forEach(
        (name, key) -> {
          var schema = new TreeMap<>(Shapes.nullable(key.shape().schema()));
          schema.put("description", key.says());
          properties.put(name, schema);
        });
    return new TreeMap<>(
        Map.of("type", "object", "additionalProperties", false, "properties", properties));
  }
}
