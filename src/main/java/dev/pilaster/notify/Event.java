package dev.pilaster.notify;

import java.util.Locale;

/** What somebody can be told of. */
public enum Event {
  FAILED("failed"),
  ROLLED_BACK("was rolled back"),
  RECOVERED("is well again"),
  DRIFT("drifted"),
  APPROVAL("waits for approval");

  private final String verb;

  Event(String verb) {
    this.verb = verb;
  }

  /** As a person reads it after a subject. */
  String verb() {
    return verb;
  }

  /** As settings and messages write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The event of a text. */
  public static Event parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Whether its end is worth a message: somebody was alarmed. */
  boolean alarms() {
    return this == FAILED || this == ROLLED_BACK;
  }
}
