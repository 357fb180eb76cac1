package dev.pilaster.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Operations that are over, or were cut off: 90 days or 10,000 of them, whichever is less. */
public final class History {
  private static final Duration KEPT = Duration.ofDays(90);
  private static final int MOST = 10_000;

  /** Operations follow one another: only the last one can be open. */
  private static final int LATEST = 5;

  private final Store store;

  public History(Store store) {
    this.store = store;
  }

  /** The number of the next operation. */
  public long nextId() {
    return store
        .query(row -> row.getLong(1), "SELECT coalesce(max(id), 0) + 1 FROM operation")
        .get(0);
  }

  /** Keeps an operation as it is now, under its number. */
  public void keep(Operation operation) {
    store.execute(
        "INSERT OR REPLACE INTO operation VALUES (?,?,?)",
        operation.id(),
        operation.startedAt().toString(),
        Store.write(operation));
  }

  /**
   * Ends what was under way when the agent was killed, and answers it: the next operation goes on
   * with it.
   */
  public List<Operation> endInterrupted(Instant now) {
    var cut =
        list(LATEST, Long.MAX_VALUE).stream()
            .filter(operation -> !operation.finished())
            .map(operation -> operation.interrupted(now))
            .toList();
    cut.forEach(this::keep);
    return cut;
  }

  /** Forgets what is older or more than is kept. */
  public void prune(Instant now) {
    store.execute("DELETE FROM operation WHERE started < ?", now.minus(KEPT).toString());
    store.execute("DELETE FROM operation WHERE id <= (SELECT max(id) FROM operation) - ?", MOST);
  }

  public Optional<Operation> operation(long id) {
    return read("SELECT json FROM operation WHERE id=?", id).stream().findFirst();
  }

  /** Newest first, older than {@code before}. */
  public List<Operation> list(int limit, long before) {
    return read("SELECT json FROM operation WHERE id<? ORDER BY id DESC LIMIT ?", before, limit);
  }

  private List<Operation> read(String sql, Object... values) {
    return store.query(row -> Store.read(row.getString("json"), Operation.class), sql, values);
  }
}
