package dev.pilaster.cli;

/** A command that ends without its result; the message is for the person who typed it. */
final class Trouble extends RuntimeException {
  private final int exitCode;

  private Trouble(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  static Trouble failed(String message) {
    return new Trouble(Exit.FAILED, message);
  }

  static Trouble invalid(String message) {
    return new Trouble(Exit.INVALID, message);
  }

  int exitCode() {
    return exitCode;
  }
}
