package dev.pilaster.agent;

import dev.pilaster.model.Commit;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Small facts that outlive the process: which revisions were attempted and applied. */
final class Marks {
  private final Store store;
  private final Clock clock;
  private Optional<Commit> attempted;
  private Optional<Commit> applied;

  Marks(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.attempted = load("attempted");
    this.applied = load("applied");
  }

  Instant now() {
    return clock.instant();
  }

  Optional<Commit> attempted() {
    return attempted;
  }

  Optional<Commit> applied() {
    return applied;
  }

  void attempted(Commit commit) {
    attempted = keep("attempted", attempted, commit);
  }

  void applied(Commit commit) {
    applied = keep("applied", applied, commit);
  }

  private Optional<Commit> keep(String key, Optional<Commit> before, Commit commit) {
    if (!before.equals(Optional.of(commit))) {
      store.execute("INSERT OR REPLACE INTO entry VALUES ('marks',?,?)", key, Store.write(commit));
    }
    return Optional.of(commit);
  }

  private Optional<Commit> load(String key) {
    return store
        .query(
            row -> Store.read(row.getString("json"), Commit.class),
            "SELECT json FROM entry WHERE section='marks' AND key=?",
            key)
        .stream()
        .findFirst();
  }
}
