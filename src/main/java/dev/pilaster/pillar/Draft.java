package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import java.util.List;
import java.util.Optional;

/**
 * A site or a container on its way.
 *
 * @param tree all layers merged: where every key was written
 * @param value what was made of it; empty when something in it is wrong
 */
record Draft<T>(Name name, Node.Mapping tree, Context in, Optional<T> value) {
  /** Reads a tree. */
  static <T> Draft<T> of(Node.Mapping tree, Context in, Shape<T> shape) {
    return new Draft<>(in.name(), tree, in, shape.read(tree, in));
  }

  void problem(Place place, String message) {
    in.problem(place, message);
  }

  /** The node at the end of some keys; empty when one of them is missing. */
  Optional<Node> at(String... keys) {
    Optional<Node> node = Optional.of(tree);
    for (var key : keys) {
      node = node.filter(Node.Mapping.class::isInstance).flatMap(n -> ((Node.Mapping) n).get(key));
    }
    return node;
  }

  /** The items of a list; none when it is missing or no list. */
  List<Node> items(String key) {
    return at(key)
        .map(n -> n instanceof Node.Sequence s ? s.items() : List.<Node>of())
        .orElse(List.of());
  }

  /** The place of an item of a list, or of what is there instead. */
  Place item(String key, int index) {
    return at(key)
        .map(
            n ->
                n instanceof Node.Sequence s && index < s.items().size() ? s.items().get(index) : n)
        .map(Node::place)
        .orElse(in.root());
  }

  /** The place of that node, or of the whole when it is missing. */
  Place place(String... keys) {
    return at(keys).map(Node::place).orElse(in.root());
  }
}
