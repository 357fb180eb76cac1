package dev.pilaster.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Directories of a site that outlive releases, with owner, group and mode. */
public record Tree(Name site, SortedMap<String, Dir> dirs) {
  public Tree {
    dirs = Collections.unmodifiableSortedMap(new TreeMap<>(dirs));
  }

  /** Owner and group by name, mode as an octal number such as 02770. */
  public record Dir(String owner, String group, int mode) {
    /** As drift prints it. */
    public String text() {
      return "%s:%s %04o".formatted(owner, group, mode);
    }
  }
}
