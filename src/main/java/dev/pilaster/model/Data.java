package dev.pilaster.model;

import java.util.List;

/**
 * The data directories of a service, as one of its generations leaves or finds them.
 *
 * @param generation the one that a snapshot belongs to: the last that wrote what is in it
 * @param dirs absolute paths on the host
 */
public record Data(Name service, int generation, List<String> dirs) {
  /** The file in a data directory that says that it is one; gone when a disk is not mounted. */
  public static final String MARK = ".pilaster-data";

  public Data {
    dirs = List.copyOf(dirs);
  }

  /** As a person reads it. */
  public String text() {
    return String.join(", ", dirs);
  }
}
