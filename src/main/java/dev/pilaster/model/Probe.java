package dev.pilaster.model;

import java.util.List;
import java.util.Optional;

/** How the agent asks a container whether it serves. */
public sealed interface Probe {
  /** A FastCGI ping over the generation's socket, or over TCP. */
  record Fpm(String ping) implements Probe {}

  /** {@code GET path} over HTTP to the service's port; one of the status codes is good. */
  record Http(String path, List<Integer> status) implements Probe {
    public Http {
      status = List.copyOf(status);
    }
  }

  /** A TCP connection to the service's port. */
  record Tcp() implements Probe {}

  /** A command inside the container; exit 0 is good. */
  record Exec(List<String> command) implements Probe {
    public Exec {
      command = List.copyOf(command);
    }
  }

  /** A login as root and a query. {@code password} empty: root needs none inside. */
  record Sql(Optional<Secret> password) implements Probe {}

  /** Nothing to ask: running is good. */
  record None() implements Probe {}
}
