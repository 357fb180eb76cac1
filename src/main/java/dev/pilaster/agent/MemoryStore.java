package dev.pilaster.agent;

import dev.pilaster.model.Backoff;
import dev.pilaster.model.Deploy;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Rollout;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the {@link Memory}; only what changed is written. */
public final class MemoryStore {
  private static final Logger log = LoggerFactory.getLogger(MemoryStore.class);

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
          save("images", before.images(), memory.images());
          save("pairs", before.pairs(), memory.pairs());
          save("generations", before.generations(), memory.generations());
          save("applied", before.applied(), memory.applied());
          save("backoff", before.backoff(), memory.backoff());
          save("deploys", before.deploys(), memory.deploys());
          save("data", before.data(), memory.data());
          save("gaps", before.gaps(), memory.gaps());
          save("imports", before.imports(), memory.imports());
          save("crons", before.crons(), memory.crons());
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
        section("images", String.class),
        section("pairs", Integer.class),
        section("generations", Integer.class),
        section("applied", String.class),
        section("backoff", Backoff.class),
        section("deploys", Deploy.class),
        section("data", String.class),
        section("gaps", Long.class),
        section("imports", String.class),
        section("crons", Instant.class));
  }

  private <V> SortedMap<String, V> section(String section, Class<V> type) {
    var map = new TreeMap<String, V>();
    store.query(
        row -> keep(map, row.getString("key"), row.getString("json"), type),
        "SELECT key, json FROM entry WHERE section=?",
        section);
    return map;
  }

  /** What an older release wrote and nobody can read is forgotten: losing it loses no site. */
  private static <V> boolean keep(
      SortedMap<String, V> map, String key, String json, Class<V> type) {
    try {
      map.put(key, Store.read(json, type));
    } catch (IllegalStateException e) {
      log.warn("what was known of {} is forgotten: {}", key, e.getMessage());
    }
    return true;
  }
}
