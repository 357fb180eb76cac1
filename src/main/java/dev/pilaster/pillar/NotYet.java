package dev.pilaster.pillar;

import java.util.List;
import java.util.Set;

/**
 * What is read and checked but not built. It is refused only where ignoring it could hurt. A key
 * that is built now loses its line here, and nothing else changes.
 */
final class NotYet {
  private static final List<Line> SITE =
      List.of(new Line("mounts.*.type"), new Line("tls.mode", "acme"));

  private NotYet() {}

  static void site(Node.Mapping tree, Context in) {
    SITE.forEach(line -> line.check(tree, in));
  }

  /** A key, and its values that are not built; none named: whatever is not empty. */
  private record Line(List<String> keys, Set<String> values) {
    Line(String path, String... values) {
      this(List.of(path.split("\\.")), Set.of(values));
    }

    void check(Node.Mapping tree, Context in) {
      walk(tree, keys, in);
    }

    private void walk(Node node, List<String> rest, Context in) {
      if (rest.isEmpty()) {
        refuse(node, in);
      } else if (node instanceof Node.Mapping map && rest.get(0).equals("*")) {
        map.entries().values().forEach(n -> walk(n, rest.subList(1, rest.size()), in));
      } else if (node instanceof Node.Mapping map) {
        map.get(rest.get(0)).ifPresent(n -> walk(n, rest.subList(1, rest.size()), in));
      }
    }

    private void refuse(Node node, Context in) {
      if (node.place().builtIn() || empty(node)) {
        return;
      }
      if (values.isEmpty()) {
        in.problem(node.place(), "not supported yet");
      } else if (node instanceof Node.Scalar s && values.contains(s.text())) {
        in.problem(node.place(), "\"" + s.text() + "\" is not supported yet");
      }
    }

    private static boolean empty(Node node) {
      return node instanceof Node.Mapping map
          ? map.entries().values().stream().allMatch(Node::isNull)
          : node instanceof Node.Sequence list && list.items().isEmpty();
    }
  }
}
