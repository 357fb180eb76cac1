package dev.pilaster.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A command inside a running container.
 *
 * @param user name or number, as {@code docker exec -u} takes it
 * @param timeout after which the command is ended
 */
public record Exec(
    String container,
    List<String> command,
    Optional<String> user,
    Optional<String> workingDir,
    SortedMap<String, String> environment,
    Duration timeout) {
  public Exec {
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }
}
