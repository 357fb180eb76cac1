package dev.pilaster.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A step or an observation that failed: what was tried, on what, and what answered. */
public final class HostException extends RuntimeException {
  private final Kind kind;
  private final SortedMap<String, String> culprits;

  public HostException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.culprits = Collections.emptySortedMap();
  }

  /** Some files are at fault: absolute path to what the program said about it. */
  public HostException(Kind kind, String message, SortedMap<String, String> culprits) {
    super(message);
    this.kind = kind;
    this.culprits = Collections.unmodifiableSortedMap(new TreeMap<>(culprits));
  }

  public HostException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.culprits = Collections.emptySortedMap();
  }

  /** What follows from it. */
  public Kind kind() {
    return kind;
  }

  /** The files at fault: without them the rest would have been accepted. */
  public SortedMap<String, String> culprits() {
    return culprits;
  }

  /** Whose fault it is, which decides whether it is tried again. */
  public enum Kind {
    /** The revision's fault: the same again would fail again. */
    INVALID,
    /** The new generation does not serve. */
    UNHEALTHY,
    /** The infrastructure's fault: try again later. */
    TRANSIENT,
    /** The same, of a server elsewhere that does not answer: nothing else is asked of it either. */
    UNREACHABLE,
    /** Ours. */
    BUG
  }
}
