package dev.pilaster.secrets;

import dev.pilaster.secrets.YamlNode.Entry;
import dev.pilaster.secrets.YamlNode.Mapping;
import dev.pilaster.secrets.YamlNode.Scalar;
import dev.pilaster.secrets.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One value of a file of secrets.
 *
 * @param keys the mapping keys from the root; a list's items share the list's
 * @param name how {@code ${secret:file#name}} calls it: the keys joined by dots, items by their
 *     number from 0
 */
record Leaf(List<String> keys, String name, Scalar scalar) {
  Leaf {
    keys = List.copyOf(keys);
  }

  /** All values in document order, nulls left out; two of one name are an error. */
  static List<Leaf> of(String file, Mapping root) throws SecretException {
    List<Leaf> found = new ArrayList<>();
    collect(root, List.of(), "", found);
    Set<String> names = new HashSet<>();
    for (Leaf leaf : found) {
      if (!names.add(leaf.name)) {
        throw leaf.problem(
            file, "two keys of this file have this name once their maps are joined by dots");
      }
    }
    return List.copyOf(found);
  }

  SecretException problem(String file, String problem) {
    return new SecretException(file, scalar.line(), name, problem);
  }

  private static void collect(YamlNode node, List<String> keys, String name, List<Leaf> found) {
    if (node instanceof Mapping mapping) {
      for (Entry entry : mapping.entries()) {
        String key = entry.key().text();
        List<String> below = new ArrayList<>(keys);
        below.add(key);
        collect(entry.value(), below, joined(name, key, keys.isEmpty()), found);
      }
    } else if (node instanceof Sequence sequence) {
      int number = 0;
      for (YamlNode item : sequence.items()) {
        collect(item, keys, joined(name, Integer.toString(number++), false), found);
      }
    } else if (node instanceof Scalar scalar && ScalarKind.of(scalar) != ScalarKind.NULL) {
      found.add(new Leaf(keys, name, scalar));
    }
  }

  private static String joined(String name, String key, boolean first) {
    return first ? key : name + "." + key;
  }
}
