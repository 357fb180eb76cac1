package dev.pilaster.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One host's part of a snapshot.
 *
 * @param desired empty when a problem stops the whole slice; without the broken sites otherwise
 * @param broken the sites whose own files are wrong: they keep their last good state
 * @param files every file that was read, path to text: enough to compute the slice again
 */
public record Slice(
    Commit commit,
    Optional<Desired> desired,
    List<Problem> problems,
    SortedSet<Name> broken,
    SortedMap<String, String> files) {
  public Slice {
    problems = List.copyOf(problems);
    broken = Collections.unmodifiableSortedSet(new TreeSet<>(broken));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
