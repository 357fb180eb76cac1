package dev.pilaster.pillar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lays one layer over another: maps merge deeply, lists and scalars replace. A null replaces too
 * and stays in the tree, where readers take it for a missing key: so it deletes, and a null under a
 * misspelt key is still found. Every value keeps the place it came from.
 */
final class Merge {
  private static final Pattern OF_CONTAINER =
      Pattern.compile("(containers\\.[^.]+\\.)?(probe|logging)");

  private Merge() {}

  /** All layers, the first one at the bottom. */
  static Node.Mapping of(List<Node.Mapping> layers) {
    return layers.stream().reduce(Merge::over).orElseThrow();
  }

  /** {@code over} laid on {@code base}. */
  static Node.Mapping over(Node.Mapping base, Node.Mapping over) {
    var merged = new LinkedHashMap<>(base.entries());
    over.entries().forEach((key, value) -> merged.merge(key, value, (b, o) -> value(key, b, o)));
    return new Node.Mapping(place(base, over), merged);
  }

  private static Node value(String key, Node base, Node over) {
    return base instanceof Node.Mapping b
            && over instanceof Node.Mapping o
            && !(OF_CONTAINER.matcher(b.place().path()).matches() && choice(key, b, o))
        ? over(b, o)
        : over;
  }

  /**
   * A map that says "one of these" replaces the other choice: {@code probe: {exec: …}} is not a
   * probe of two kinds, and another log driver does not know the first one's options.
   */
  private static boolean choice(String key, Node.Mapping base, Node.Mapping over) {
    return switch (key) {
      case "probe" -> !over.entries().keySet().equals(base.entries().keySet());
      case "logging" ->
          over.text("driver").isPresent() && !over.text("driver").equals(base.text("driver"));
      default -> false;
    };
  }

  /**
   * A key missing in the result is missing in the file that is about this one site or container.
   */
  private static Place place(Node.Mapping base, Node.Mapping over) {
    return base.place().ofDefaults() ? over.place() : base.place();
  }
}
