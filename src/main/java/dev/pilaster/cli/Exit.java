package dev.pilaster.cli;

/** The exit codes of every command (CONTRACT). */
final class Exit {
  static final int DONE = 0;
  static final int FAILED = 1;

  /** Bad usage or invalid input. */
  static final int INVALID = 2;

  /** With {@code --exit-code}: changes or drift are pending. */
  static final int PENDING = 3;

  private Exit() {}
}
