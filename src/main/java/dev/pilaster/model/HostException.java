package dev.pilaster.model;

/** A step or an observation that failed: what was tried, on what, and what answered. */
public final class HostException extends RuntimeException {
  private final Kind kind;

  public HostException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public HostException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What follows from it. */
  public Kind kind() {
    return kind;
  }

  /** Whose fault it is, which decides whether it is tried again. */
  public enum Kind {
    /** The revision's fault: the same again would fail again. */
    INVALID,
    /** The new generation does not serve. */
    UNHEALTHY,
    /** The infrastructure's fault: try again later. */
    TRANSIENT,
    /** Ours. */
    BUG
  }
}
