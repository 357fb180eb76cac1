package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server's file, laid over the ones that it extends. */
final class ServerTree {
  private final PillarFiles files;
  private final Sink sink;

  ServerTree(PillarFiles files, Sink sink) {
    this.files = files;
    this.sink = sink;
  }

  /** Empty when a file of the chain is missing, empty or broken. */
  Optional<Node.Mapping> of(Name server) {
    return of(server.value(), List.of());
  }

  private Optional<Node.Mapping> of(String server, List<String> seen) {
    var tree =
        files.file(
            "servers/" + server + ".yaml",
            Optional.empty(),
            "nothing is changed on a server that is not described");
    var base = tree.flatMap(t -> t.get("extends"));
    if (tree.isEmpty() || base.isEmpty()) {
      tree.ifPresent(t -> checkNulls(Node.Mapping.empty(t.place()), t));
      return tree;
    }
    var chain = new ArrayList<>(seen);
    chain.add(server);
    return base(base.get(), chain).map(b -> laid(b, tree.get()));
  }

  private Optional<Node.Mapping> base(Node extended, List<String> chain) {
    if (!(extended instanceof Node.Scalar s) || !Name.isValid(s.text())) {
      return Optional.of(Node.Mapping.empty(extended.place())); // the server's reader complains
    }
    if (chain.contains(s.text())) {
      sink.problem(extended.place(), "goes round: " + String.join(" → ", chain) + " → " + s.text());
      return Optional.empty();
    }
    return of(s.text(), chain);
  }

  private Node.Mapping laid(Node.Mapping base, Node.Mapping over) {
    checkNulls(base, over);
    return new Node.Mapping(over.place(), Merge.over(base, over).entries());
  }

  /** {@code sites: {acme: }} places nothing and must not be taken for "remove acme". */
  private void checkNulls(Node.Mapping base, Node.Mapping over) {
    for (var section : List.of("sites", "containers")) {
      var below = base.mapping(section).orElse(Node.Mapping.empty(base.place()));
      var above = over.mapping(section).orElse(Node.Mapping.empty(over.place()));
      above.entries().entrySet().stream()
          .filter(e -> e.getValue().isNull() && below.get(e.getKey()).isEmpty())
          .forEach(
              e ->
                  sink.problem(
                      e.getValue().place(),
                      "is empty: write {} if nothing is to be said about it"));
    }
  }
}
