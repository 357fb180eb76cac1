package dev.pilaster.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container of ours as the engine shows it.
 *
 * @param image {@code repository@sha256:…} as our label says
 * @param exitCode of its last end; meaningful when it does not run
 * @param health the image's own health check: healthy, unhealthy, starting; empty without one
 * @param fields live values by the names of {@link Fields}, normalised to the same text
 * @param address its fixed address on the agent's network, empty when it has none
 */
public record Container(
    String id,
    String name,
    Name service,
    int generation,
    String fingerprint,
    String image,
    State state,
    Instant startedAt,
    int restarts,
    int exitCode,
    boolean oomKilled,
    Optional<String> health,
    String restart,
    String address,
    SortedMap<String, String> fields) {
  public Container {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** The engine's own words for a container's state. */
  public enum State {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    REMOVING,
    EXITED,
    DEAD
  }

  /** Whether it runs. */
  public boolean running() {
    return state == State.RUNNING;
  }
}
