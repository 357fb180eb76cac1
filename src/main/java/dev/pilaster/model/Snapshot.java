package dev.pilaster.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The config repository at one commit; files are read one by one, so that only a slice is. */
public interface Snapshot {
  /** Which commit this is. */
  Commit commit();

  /**
   * The text of a file, or empty when there is none at this path.
   *
   * @param path relative to the pillar's root, with slashes
   * @throws HostException INVALID when it is no text, too large or a link; TRANSIENT when it cannot
   *     be read now
   */
  Optional<String> read(String path);

  /** A snapshot of files that are already in memory. */
  static Snapshot of(Commit commit, Map<String, String> files) {
    var copy = new TreeMap<>(files);
    return new Snapshot() {
      @Override
      public Commit commit() {
        return commit;
      }

      @Override
      public Optional<String> read(String path) {
        return Optional.ofNullable(copy.get(path));
      }
    };
  }
}
