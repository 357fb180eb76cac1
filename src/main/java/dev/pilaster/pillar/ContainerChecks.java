package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What containers must be to each other. */
record ContainerChecks(SortedMap<Name, Draft<Service>> containers) {
  void all() {
    uniqueHostPorts();
    containers.values().forEach(this::dependencies);
  }

  /** A sentence about a container that is not there. */
  String missing(String name) {
    var names = containers.keySet().stream().map(Name::value).toList();
    return "there is no container \"" + name + "\" on this server" + Nearest.hint(name, names);
  }

  private void uniqueHostPorts() {
    var taken = new ArrayList<Published>();
    for (var draft : containers.values()) {
      var ports = draft.value().map(s -> s.networking().ports()).orElse(List.of());
      for (var port : ports) {
        taken.stream()
            .filter(other -> !other.by().equals(draft.name()) && other.clashes(port))
            .findFirst()
            .ifPresent(other -> draft.problem(draft.place("ports"), other.text(port)));
        taken.add(new Published(draft.name(), port));
      }
    }
  }

  private record Published(Name by, Service.Port port) {
    boolean clashes(Service.Port other) {
      return port.hostPort() == other.hostPort()
          && port.protocol().equals(other.protocol())
          && (port.hostAddress().equals(other.hostAddress())
              || everywhere(port)
              || everywhere(other));
    }

    private static boolean everywhere(Service.Port port) {
      return port.hostAddress().equals("0.0.0.0") || port.hostAddress().equals("::");
    }

    String text(Service.Port other) {
      return other.hostAddress()
          + ":"
          + other.hostPort()
          + "/"
          + other.protocol()
          + " is published by "
          + by
          + " too";
    }
  }

  private void dependencies(Draft<Service> draft) {
    for (var node : draft.items("depends_on")) {
      if (node instanceof Node.Scalar s && Name.isValid(s.text())) {
        dependency(draft, s);
      }
    }
  }

  private void dependency(Draft<Service> draft, Node.Scalar on) {
    var name = new Name(on.text());
    if (!containers.containsKey(name)) {
      draft.problem(on.place(), missing(on.text()));
    } else if (reaches(name, draft.name(), new ArrayList<>())) {
      draft.problem(on.place(), name + " depends on " + draft.name() + " in turn");
    }
  }

  private boolean reaches(Name from, Name to, Collection<Name> seen) {
    if (from.equals(to)) {
      return true;
    }
    if (seen.contains(from)) {
      return false;
    }
    seen.add(from);
    return Optional.ofNullable(containers.get(from)).flatMap(Draft::value).stream()
        .flatMap(s -> s.dependsOn().stream())
        .anyMatch(next -> reaches(next, to, seen));
  }
}
