package dev.pilaster.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;

/** What can be wrong with an answer, the worst first. */
public enum Kind {
  REFUSED("refused"),
  RESET("reset"),
  CUT_SHORT("cut short"),
  SERVER_ERROR("5xx"),
  /** Any other status that is not 200. */
  STATUS("other status"),
  WRONG_SERVICE("wrong service"),
  WRONG_BODY("wrong body"),
  LATE("late");

  private final String text;

  Kind(String text) {
    this.text = text;
  }

  /** What a connection that broke says. */
  static Kind of(IOException e) {
    if (e instanceof ConnectException) {
      return REFUSED;
    }
    if (e instanceof EOFException) {
      return CUT_SHORT;
    }
    return e instanceof ProtocolException ? WRONG_BODY : RESET;
  }

  @Override
  public String toString() {
    return text;
  }
}
