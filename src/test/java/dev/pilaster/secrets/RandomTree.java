package dev.pilaster.secrets;

import dev.pilaster.model.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random tree of values with a random rule, and what a reader should find in it. */
final class RandomTree {
  private static final List<Map<String, String>> RULES =
      List.of(
          Map.of(),
          Map.of("mac_only_encrypted", "true"),
          Map.of("unencrypted_suffix", "_plain"),
          Map.of("encrypted_suffix", "_secret"),
          Map.of("unencrypted_regex", "^k[0-4]"),
          Map.of("encrypted_regex", "^k[0-4]", "mac_only_encrypted", "true"));
  private static final String ALPHABET = "abc XYZ 019 :#-{}[],&*!|>'\"%@`\\\n\t/_.=~?<é•😀";

  private final Random random;
  private final Map<String, Object> tree = new LinkedHashMap<>();
  private final Map<String, Secret> values = new LinkedHashMap<>();
  private final Map<String, String> rule;

  RandomTree(Random random) {
    this.random = random;
    this.rule = RULES.get(random.nextInt(RULES.size()));
    fill(tree, "", 1);
  }

  Map<String, Object> tree() {
    return tree;
  }

  Map<String, String> rule() {
    return rule;
  }

  Map<String, Secret> values() {
    return values;
  }

  private void fill(Map<String, Object> map, String prefix, int depth) {
    for (int i = random.nextInt(6); i >= 0; i--) {
      String key =
          "k"
              + random.nextInt(10)
              + List.of("", "_plain", "_secret", "_unencrypted").get(random.nextInt(4));
      if (!map.containsKey(key)) {
        map.put(key, value(prefix + key, depth));
      }
    }
  }

  private Object value(String name, int depth) {
    int kind = random.nextInt(depth > 4 ? 4 : 6);
    if (kind == 5) {
      Map<String, Object> map = new LinkedHashMap<>();
      fill(map, name + ".", depth + 1);
      return map;
    }
    if (kind == 4) {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < random.nextInt(4); i++) {
        items.add(value(name + "." + i, depth + 1));
      }
      return items;
    }
    Object leaf = leaf(kind);
    values.put(name, Secret.of(leaf.toString()));
    return leaf;
  }

  private Object leaf(int kind) {
    return switch (kind) {
      case 0 -> random.nextLong() >> 8;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt(4000) / 4.0 + 0.125;
      default -> text();
    };
  }

  private String text() {
    int[] characters = ALPHABET.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }
}
