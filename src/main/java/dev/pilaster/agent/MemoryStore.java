package dev.pilaster.agent;

import dev.pilaster.model.Memory;
import dev.pilaster.model.Rollout;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps the {@link Memory}; only what changed is written. */
public final class MemoryStore {
  private final Store store;
  private Memory kept;

  public MemoryStore(Store store) {
    this.store = store;
    this.kept = load();
  }

  /** What is known. */
  public Memory memory() {
    return kept;
  }

  /** Keeps it; durable when this returns. */
  public void keep(Memory memory) {
    if (memory.equals(kept)) {
      return;
    }
    var before = kept;
    store.together(
        () -> {
          save("rollouts", before.rollouts(), memory.rollouts());
          save("quarantine", before.quarantine(), memory.quarantine());
          save("good", before.good(), memory.good());
          save("valid", before.valid(), memory.valid());
          save("digests", before.digests(), memory.digests());
          save("pairs", before.pairs(), memory.pairs());
          save("generations", before.generations(), memory.generations());
          save("applied", before.applied(), memory.applied());
          save("backoff", before.backoff(), memory.backoff());
        });
    kept = memory;
  }

  private <V> void save(String section, SortedMap<String, V> before, SortedMap<String, V> after) {
    before.keySet().stream()
        .filter(key -> !after.containsKey(key))
        .forEach(key -> store.execute("DELETE FROM entry WHERE section=? AND key=?", section, key));
    after.forEach(
        (key, value) -> {
          if (!value.equals(before.get(key))) {
            store.execute(
                "INSERT OR REPLACE INTO entry VALUES (?,?,?)", section, key, Store.write(value));
          }
        });
  }

  private Memory load() {
    return new Memory(
        section("rollouts", Rollout.class),
        section("quarantine", Memory.Quarantine.class),
        section("good", Memory.Good.class),
        section("valid", String.class),
        section("digests", String.class),
        section("pairs", Integer.class),
        section("generations", Integer.class),
        section("applied", String.class),
        section("backoff", Memory.Backoff.class));
  }

  private <V> SortedMap<String, V> section(String section, Class<V> type) {
    var map = new TreeMap<String, V>();
    store.query(
        row -> map.put(row.getString("key"), Store.read(row.getString("json"), type)),
        "SELECT key, json FROM entry WHERE section=?",
        section);
    return map;
  }
}
