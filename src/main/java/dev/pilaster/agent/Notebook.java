package dev.pilaster.agent;

import java.util.Optional;

/** Small texts that outlive the process; a text is durable once it is kept. Any thread may ask. */
public final class Notebook {
  private final Store store;

  public Notebook(Store store) {
    this.store = store;
  }

  /** What was kept under a name. */
  public Optional<String> read(String name) {
    return store
        .query(
            row -> row.getString("json"),
            "SELECT json FROM entry WHERE section='notebook' AND key=?",
            name)
        .stream()
        .findFirst();
  }

  public void keep(String name, String text) {
    store.execute("INSERT OR REPLACE INTO entry VALUES ('notebook',?,?)", name, text);
  }
}
