package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The containers of a server with all their layers: role, defaults, {@code like}, their own. */
final class ContainerTrees {
  private final Node.Mapping containers;
  private final PillarFiles files;
  private final Sink sink;

  ContainerTrees(Node.Mapping server, PillarFiles files, Sink sink) {
    this.containers = server.mapping("containers").orElse(Node.Mapping.empty(server.place()));
    this.files = files;
    this.sink = sink;
  }

  /** By name; without those that are no maps or misnamed, which the server's reader reports. */
  SortedMap<Name, Node.Mapping> all() {
    var trees = new TreeMap<Name, Node.Mapping>();
    for (var name : containers.entries().keySet()) {
      if (Name.isValid(name)) {
        own(name, List.of()).ifPresent(own -> trees.put(new Name(name), layered(own)));
      }
    }
    return trees;
  }

  private Node.Mapping layered(Node.Mapping own) {
    var role = own.text("role").map(ServiceReader.ROLES::get);
    var defaults = role.map(r -> files.layer("defaults/roles/" + r.text() + ".yaml"));
    var layers = new ArrayList<>(List.of(Defaults.of(role.orElse(Role.GENERIC))));
    defaults.ifPresent(layers::add);
    layers.add(own);
    return new Node.Mapping(own.place(), Merge.of(layers).entries());
  }

  /** A container's own keys on those of the one that it is like. */
  private Optional<Node.Mapping> own(String name, List<String> seen) {
    var own = containers.mapping(name);
    var like = own.flatMap(o -> o.get("like"));
    if (own.isEmpty() || like.isEmpty() || !(like.get() instanceof Node.Scalar other)) {
      return own;
    }
    var chain = new ArrayList<>(seen);
    chain.add(name);
    return base(other, chain)
        .map(b -> new Node.Mapping(own.get().place(), Merge.over(b, own.get()).entries()));
  }

  private Optional<Node.Mapping> base(Node.Scalar other, List<String> chain) {
    if (chain.contains(other.text())) {
      sink.problem(
          other.place(), "goes round: " + String.join(" → ", chain) + " → " + other.text());
      return Optional.empty();
    }
    if (containers.mapping(other.text()).isEmpty()) {
      sink.problem(
          other.place(),
          "there is no container \""
              + other.text()
              + "\" on this server"
              + Nearest.hint(other.text(), containers.entries().keySet()));
      return Optional.empty();
    }
    return own(other.text(), chain);
  }
}
