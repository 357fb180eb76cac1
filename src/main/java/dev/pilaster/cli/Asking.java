package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.api.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that asks the running agent. */
abstract class Asking implements Callable<Integer> {
  private final Console console;

  @Mixin private final Where where = new Where();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json (default: ${DEFAULT-VALUE})",
      defaultValue = "text")
  private Format format = Format.text;

  Asking(Console console) {
    this.console = console;
  }

  /** How the answer is written. */
  enum Format {
    text,
    json
  }

  /** Asks, prints, and answers the exit code. */
  abstract int ask(Door door) throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    return ask(where.open(console));
  }

  Console console() {
    return console;
  }

  boolean wantsJson() {
    return format == Format.json;
  }

  void json(JsonNode answer) {
    console.say(Json.pretty(answer));
  }

  /** A line that may be longer than the terminal is wide. */
  void wrapped(String line) {
    Wrapped.say(console, line);
  }

  void say(String line) {
    console.say(line);
  }
}
