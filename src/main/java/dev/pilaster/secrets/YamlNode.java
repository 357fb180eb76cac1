package dev.pilaster.secrets;

import java.util.List;
import java.util.Optional;

/**
 * A YAML document as written: texts, not types, in document order, each with its line (from 1).
 * Prints no text.
 */
sealed interface YamlNode {
  int line();

  /**
   * One scalar; {@code plain}: without quotes and not a block, so that YAML gives it a type by its
   * looks.
   */
  record Scalar(String text, boolean plain, int line) implements YamlNode {
    @Override
    public String toString() {
      return "scalar of line " + line;
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, int line) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A mapping with distinct keys. */
  record Mapping(List<Entry> entries, int line) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    Optional<YamlNode> get(String key) {
      return entries.stream()
          .filter(entry -> entry.key().text().equals(key))
          .map(Entry::value)
          .findFirst();
    }

    /** This mapping less one key. */
    Mapping without(String key) {
      return new Mapping(
          entries.stream().filter(entry -> !entry.key().text().equals(key)).toList(), line);
    }
  }

  /** One key of a mapping and what it holds. */
  record Entry(Scalar key, YamlNode value) {}
}
