package dev.pilaster.pillar;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The pillar's files as trees, each read once; remembers the text of every one. */
final class PillarFiles {
  static final int SCHEMA = 1;

  private final Snapshot snapshot;
  private final Problems problems;
  private final SortedMap<String, String> texts = new TreeMap<>();
  private final Map<String, Optional<Node.Mapping>> trees = new HashMap<>();

  PillarFiles(Snapshot snapshot, Problems problems) {
    this.snapshot = snapshot;
    this.problems = problems;
  }

  /** Every file that was read, path to text. */
  SortedMap<String, String> texts() {
    return texts;
  }

  /** The text of a file. */
  Optional<String> text(String path) {
    var text = snapshot.read(path);
    text.ifPresent(t -> texts.put(path, t));
    return text;
  }

  /** The tree of a file that need not be there: then, and when it is empty, a layer of nothing. */
  Node.Mapping layer(String path) {
    return trees
        .computeIfAbsent(
            path,
            p -> readable(p, Optional.empty()).flatMap(t -> parse(p, t, false, Optional.empty())))
        .orElseGet(() -> Node.Mapping.empty(Place.of(path)));
  }

  /**
   * The tree of a file that must be there and say something.
   *
   * @param site the site that its problems concern; empty for the whole slice
   * @param otherwise what follows when the file is missing
   */
  Optional<Node.Mapping> file(String path, Optional<Name> site, String otherwise) {
    return trees.computeIfAbsent(path, p -> needed(p, site, otherwise));
  }

  private Optional<Node.Mapping> needed(String path, Optional<Name> site, String otherwise) {
    try {
      var text = text(path);
      if (text.isEmpty()) {
        problems.add(Place.of(path), "there is no such file: " + otherwise, site);
      }
      return text.flatMap(t -> parse(path, t, true, site));
    } catch (HostException e) {
      return unreadable(path, e, site);
    }
  }

  private Optional<String> readable(String path, Optional<Name> site) {
    try {
      return text(path);
    } catch (HostException e) {
      return unreadable(path, e, site);
    }
  }

  /** A file that is a link, too big or no text is its owner's fault; anything else is nobody's. */
  private <T> Optional<T> unreadable(String path, HostException e, Optional<Name> site) {
    if (e.kind() != HostException.Kind.INVALID) {
      throw e;
    }
    problems.add(Place.of(path), String.valueOf(e.getMessage()), site);
    return Optional.empty();
  }

  private Optional<Node.Mapping> parse(
      String path, String text, boolean needed, Optional<Name> site) {
    Sink sink = (place, message) -> problems.add(place, message, site);
    var root = Yaml.read(path, text, sink);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    if (!(root.get() instanceof Node.Mapping mapping)) {
      if (needed || !root.get().isNull()) {
        sink.problem(
            Place.of(path), root.get().isNull() ? "is empty" : "expected keys with values");
      }
      return Optional.empty();
    }
    return checked(mapping, needed, sink);
  }

  private static Optional<Node.Mapping> checked(Node.Mapping tree, boolean needed, Sink sink) {
    tree.get("schema")
        .filter(n -> !(n instanceof Node.Scalar s && s.text().equals("" + SCHEMA)))
        .ifPresent(n -> sink.problem(n.place(), "this release knows schema " + SCHEMA + " only"));
    var rest = tree.without("schema");
    if (needed && rest.entries().isEmpty()) {
      sink.problem(Place.of(tree.place().file()), "is empty");
      return Optional.empty();
    }
    return Optional.of(rest);
  }
}
