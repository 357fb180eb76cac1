package dev.pilaster.agent;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The text of slices that were right, so that an older goal can be computed again without git. The
 * text is as it was in git: secrets stay encrypted.
 */
final class Slices {
  private final Store store;
  private final Function<Snapshot, Slice> slicer;
  private final Map<String, Optional<Slice>> computed = new HashMap<>();

  Slices(Store store, Function<Snapshot, Slice> slicer) {
    this.store = store;
    this.slicer = slicer;
    store.execute(
        "CREATE TABLE IF NOT EXISTS slice (id TEXT PRIMARY KEY, commit_json TEXT, files TEXT)");
  }

  /** Keeps a slice's text under its commit. */
  void keep(Slice slice) {
    store.execute(
        "INSERT OR REPLACE INTO slice VALUES (?,?,?)",
        slice.commit().id(),
        Store.write(slice.commit()),
        Store.write(slice.files()));
    computed.remove(slice.commit().id());
  }

  /** The slice at a commit that was kept. */
  Optional<Slice> at(String commit) {
    return computed.computeIfAbsent(commit, id -> snapshot(id).map(slicer));
  }

  private Optional<Snapshot> snapshot(String commit) {
    return store
        .query(
            row ->
                Snapshot.of(
                    Store.read(row.getString("commit_json"), Commit.class),
                    Store.readMap(row.getString("files"))),
            "SELECT commit_json, files FROM slice WHERE id=?",
            commit)
        .stream()
        .findFirst();
  }

  /** Forgets every slice that memory does not point to. */
  void prune(Memory memory) {
    Set<String> used = new TreeSet<>(memory.valid().values());
    memory.good().values().forEach(g -> used.add(g.commit()));
    for (var id : store.query(row -> row.getString("id"), "SELECT id FROM slice")) {
      if (!used.contains(id)) {
        store.execute("DELETE FROM slice WHERE id=?", id);
        computed.remove(id);
      }
    }
  }
}
