package dev.pilaster.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Lines of block YAML; every text is quoted as JSON does it, which YAML reads alike. */
final class YamlText {
  private final List<String> lines = new ArrayList<>();

  static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  YamlText line(int depth, String text) {
    lines.add("  ".repeat(depth) + text);
    return this;
  }

  YamlText put(int depth, String key, String value) {
    return value.isEmpty() ? this : line(depth, key + ": " + quoted(value));
  }

  YamlText list(int depth, String key, Collection<String> values) {
    if (!values.isEmpty()) {
      line(depth, key + ":");
      values.forEach(v -> line(depth + 1, "- " + quoted(v)));
    }
    return this;
  }

  YamlText map(int depth, String key, Map<String, String> values) {
    if (!values.isEmpty()) {
      line(depth, key + ":");
      values.forEach((k, v) -> line(depth + 1, quoted(k) + ": " + quoted(v)));
    }
    return this;
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
