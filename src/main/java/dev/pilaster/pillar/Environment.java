package dev.pilaster.pillar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Environment variables as a layer over a file: each key has the one that its path names. */
final class Environment {
  private static final String PREFIX = "PILASTER_";

  private final Map<String, String> variables;
  private final Sink sink;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> sections = new TreeSet<>();

  Environment(Map<String, String> variables, Sink sink) {
    this.variables = variables;
    this.sink = sink;
  }

  /** The tree of what is set; a variable that can only be a misspelt key is a problem. */
  Node.Mapping layer(Map<String, Object> schema) {
    var tree = section(schema, "", PREFIX);
    variables.keySet().stream()
        .filter(name -> !known.contains(name) && sections.stream().anyMatch(name::startsWith))
        .forEach(this::unknown);
    return tree;
  }

  private void unknown(String name) {
    sink.problem(Place.of(name), "is no key of the settings" + Nearest.hint(name, known));
  }

  private Node.Mapping section(Map<String, Object> schema, String path, String prefix) {
    var entries = new LinkedHashMap<String, Node>();
    properties(schema)
        .forEach(
            (key, described) -> {
              var at = path.isEmpty() ? key : path + "." + key;
              entry(described, at, prefix + key.toUpperCase(Locale.ROOT))
                  .ifPresent(node -> entries.put(key, node));
            });
    return new Node.Mapping(new Place("the environment", 0, path), entries);
  }

  private Optional<Node> entry(Map<String, Object> schema, String path, String variable) {
    known.add(variable);
    var own =
        Optional.ofNullable(variables.get(variable))
            .filter(value -> !value.isEmpty())
            .flatMap(value -> value(value, schema, new Place(variable, 0, path)));
    if (properties(schema).isEmpty()) {
      return own;
    }
    sections.add(variable + "_");
    var inner = section(schema, path, variable + "_");
    if (inner.entries().isEmpty()) {
      return own;
    }
    return own.filter(Node.Mapping.class::isInstance)
        .map(node -> (Node) Merge.over((Node.Mapping) node, inner))
        .or(() -> Optional.of(inner));
  }

  /** A list or a map is written as YAML; everything else is taken as it is. */
  private Optional<Node> value(String text, Map<String, Object> schema, Place place) {
    var nested = text.startsWith("[") || text.startsWith("{");
    if (nested && types(schema).anyMatch(t -> t.equals("array") || t.equals("object"))) {
      return Yaml.read(place.file(), text, sink);
    }
    return Optional.of(new Node.Scalar(place, text, ScalarType.ofPlain(text)));
  }

  private static java.util.stream.Stream<Object> types(Map<String, Object> schema) {
    return options(schema).stream().flatMap(s -> Optional.ofNullable(s.get("type")).stream());
  }

  /** The keys of a section; none for anything else. */
  private static Map<String, Map<String, Object>> properties(Map<String, Object> schema) {
    var properties = new LinkedHashMap<String, Map<String, Object>>();
    for (var option : options(schema)) {
      if (option.get("properties") instanceof Map<?, ?> found) {
        found.forEach((key, value) -> properties.put((String) key, map(value)));
      }
    }
    return properties;
  }

  /** A schema is one form, or any of some. */
  private static List<Map<String, Object>> options(Map<String, Object> schema) {
    return schema.get("anyOf") instanceof List<?> some
        ? some.stream().flatMap(one -> options(map(one)).stream()).toList()
        : List.of(schema);
  }

  @SuppressWarnings("unchecked") // our own schemas are made of such maps
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
