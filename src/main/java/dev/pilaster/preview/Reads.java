package dev.pilaster.preview;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A snapshot that reads every file once, and remembers which were asked for. */
final class Reads implements Snapshot {
  private final Snapshot snapshot;
  private final Map<String, Optional<String>> texts = new HashMap<>();
  private SortedSet<String> asked = new TreeSet<>();

  Reads(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public Commit commit() {
    return snapshot.commit();
  }

  @Override
  public Optional<String> read(String path) {
    asked.add(path);
    var known = texts.get(path);
    if (known == null) {
      known = snapshot.read(path);
      texts.put(path, known);
    }
    return known;
  }

  /** What was asked for since the last time, whether it was there or not. */
  SortedSet<String> asked() {
    var since = asked;
    asked = new TreeSet<>();
    return since;
  }
}
