package dev.pilaster.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the agent only watches: asked for by the API until some time, by a file that an
 * administrator can write when nothing else answers, by {@code mode: observe}, or because the state
 * belongs to another machine.
 */
final class Suspension {
  private final Store store;
  private final Path file;
  private final boolean observeOnly;
  private final Binding binding;
  private final Clock clock;

  /**
   * @param file its presence suspends; its text is the reason
   */
  Suspension(Store store, Path file, boolean observeOnly, Binding binding, Clock clock) {
    this.store = store;
    this.file = file;
    this.observeOnly = observeOnly;
    this.binding = binding;
    this.clock = clock;
  }

  /** Kept form of a request. */
  private record Asked(String reason, Optional<Instant> until) {}

  /** Why nothing is changed now; empty when it is. */
  Optional<String> reason() {
    var foreign = binding.foreign();
    if (foreign.isPresent()) {
      return foreign;
    }
    if (observeOnly) {
      return Optional.of("mode: observe");
    }
    return byFile().or(this::byRequest);
  }

  /**
   * Whether nothing may be changed.
   *
   * @param although somebody wants it while the agent is suspended; never on another machine
   */
  boolean holds(boolean although) {
    return binding.foreign().isPresent() || (reason().isPresent() && !although);
  }

  private Optional<String> byFile() {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.of(file + " cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> byRequest() {
    return store
        .query(
            row -> Store.read(row.getString("json"), Asked.class),
            "SELECT json FROM entry WHERE section='marks' AND key='suspended'")
        .stream()
        .filter(a -> a.until().filter(u -> !clock.instant().isBefore(u)).isEmpty())
        .map(Asked::reason)
        .findFirst();
  }

  void suspend(String reason, Optional<Instant> until) {
    store.execute(
        "INSERT OR REPLACE INTO entry VALUES ('marks','suspended',?)",
        Store.write(new Asked(reason, until)));
  }

  void resume() {
    store.execute("DELETE FROM entry WHERE section='marks' AND key='suspended'");
  }
}
