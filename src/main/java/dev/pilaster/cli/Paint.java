package dev.pilaster.cli;

import java.util.Map;

/** The colour of a state's word. */
final class Paint {
  private static final String GOOD = "32";
  private static final String WAIT = "33";
  private static final String BAD = "31";
  private static final Map<String, String> COLOURS =
      Map.ofEntries(
          Map.entry("Synced", GOOD),
          Map.entry("Healthy", GOOD),
          Map.entry("Succeeded", GOOD),
          Map.entry("Applied", GOOD),
          Map.entry("OutOfSync", WAIT),
          Map.entry("Progressing", WAIT),
          Map.entry("Suspended", WAIT),
          Map.entry("Running", WAIT),
          Map.entry("Unknown", WAIT),
          Map.entry("Degraded", BAD),
          Map.entry("Missing", BAD),
          Map.entry("Failed", BAD),
          Map.entry("Error", BAD),
          Map.entry("RolledBack", BAD),
          Map.entry("Quarantined", BAD),
          Map.entry("Stuck", BAD));

  private final boolean on;

  Paint(boolean on) {
    this.on = on;
  }

  /** A text with the colour of the word that it holds beside blanks, if that is a state. */
  String word(String text) {
    var colour = COLOURS.get(text.strip());
    return on && colour != null ? "\033[" + colour + "m" + text + "\033[0m" : text;
  }
}
