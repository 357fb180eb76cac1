package dev.pilaster.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command runs: what it reads of its surroundings and where it writes.
 *
 * @param terminal whether a person looks at it; a program gets each line whole
 * @param colour whether that person wants it
 * @param width how many columns there are
 * @param pause waits between two questions
 */
record Console(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    boolean terminal,
    boolean colour,
    int width,
    Clock clock,
    Pause pause) {
  static final int NARROW = 80;

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /** This process's own; its launcher knows whether a terminal is there. */
  static Console system() {
    var environment = System.getenv();
    var terminal =
        Boolean.getBoolean("pilaster.terminal") && !"dumb".equals(environment.get("TERM"));
    return new Console(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        environment,
        terminal,
        colourful(terminal, environment),
        terminal ? columns(environment) : NARROW,
        Clock.systemUTC(),
        time -> Thread.sleep(time.toMillis()));
  }

  /** Colour is for terminals alone, and for nobody who does not want it (no-color.org). */
  static boolean colourful(boolean terminal, Map<String, String> environment) {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  private static int columns(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("COLUMNS"))
        .filter(c -> c.matches("\\d{2,3}"))
        .map(Integer::parseInt)
        .filter(c -> c >= NARROW)
        .orElse(NARROW);
  }

  void say(String line) {
    out.println(line);
  }

  /** Without an end of line; seen at once. */
  void show(String text) {
    out.print(text);
    out.flush();
  }

  void complain(String line) {
    err.println(line);
  }
}
