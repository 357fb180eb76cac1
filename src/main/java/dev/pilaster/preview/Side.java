package dev.pilaster.preview;

import dev.pilaster.model.Name;
import dev.pilaster.model.Snapshot;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One end of the way.
 *
 * @param ids path of every file to what changes with its text
 */
public record Side(Snapshot snapshot, SortedMap<String, String> ids) {
  private static final String FOLDER = "servers/";
  private static final String EXTENSION = ".yaml";

  public Side {
    ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
  }

  /** A file that is not named like a server is none; {@code validate} complains of it. */
  SortedSet<Name> servers() {
    var servers = new TreeSet<Name>();
    for (var path : ids.keySet()) {
      if (path.startsWith(FOLDER) && path.endsWith(EXTENSION)) {
        var name = path.substring(FOLDER.length(), path.length() - EXTENSION.length());
        if (Name.isValid(name)) {
          servers.add(new Name(name));
        }
      }
    }
    return servers;
  }

  /** Whether a file is the same on both sides, or missing on both. */
  boolean same(Side other, String path) {
    return ids.getOrDefault(path, "").equals(other.ids.getOrDefault(path, ""));
  }
}
