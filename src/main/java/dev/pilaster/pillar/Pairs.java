package dev.pilaster.pillar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Compose's two ways to write texts by name: a map, or a list of {@code name=text}. */
final class Pairs {
  static final SortedMap<String, String> NONE = Collections.unmodifiableSortedMap(new TreeMap<>());

  private Pairs() {}

  /**
   * {@code separators}: characters that end the name in the list form; {@code name}: what names may
   * be.
   */
  static Shape<SortedMap<String, String>> map(String separators, Function<String, String> name) {
    var byKey = Shapes.map(name, Shapes.TEXT);
    var listed = Shapes.list(Shapes.TEXT.to(t -> split(t, separators, name))).to(Pairs::joined);
    return new Shape<>() {
      @Override
      public Optional<SortedMap<String, String>> read(Node node, Context in) {
        return (node instanceof Node.Sequence ? listed : byKey).read(node, in);
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("anyOf", new ArrayList<>(List.of(byKey.schema(), listed.schema())));
      }
    };
  }

  private static Map.Entry<String, String> split(
      String text, String separators, Function<String, String> name) {
    for (var i = 1; i < text.length(); i++) {
      if (separators.indexOf(text.charAt(i)) >= 0) {
        return Map.entry(name.apply(text.substring(0, i)), text.substring(i + 1));
      }
    }
    throw new IllegalArgumentException(
        Shapes.quoted(text) + " has no value: write NAME" + separators.charAt(0) + "value");
  }

  private static SortedMap<String, String> joined(List<Map.Entry<String, String>> pairs) {
    var map = new TreeMap<String, String>();
    for (var pair : pairs) {
      if (map.put(pair.getKey(), pair.getValue()) != null) {
        throw new IllegalArgumentException(pair.getKey() + " stands here twice");
      }
    }
    return map;
  }
}
