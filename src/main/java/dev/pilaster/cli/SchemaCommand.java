package dev.pilaster.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pilaster schema}. */
@Command(name = "schema", description = "Prints the JSON Schema of a kind of pillar file.")
final class SchemaCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
  private Kind kind = Kind.site;

  /** The kinds that have one. */
  enum Kind {
    site,
    server,
    policy
  }

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (var text = SchemaCommand.class.getResourceAsStream("/schema/" + kind + ".json")) {
      if (text == null) {
        throw new IllegalStateException("the schema of " + kind + " is not in this build");
      }
      console.say(new String(text.readAllBytes(), StandardCharsets.UTF_8).stripTrailing());
      return Exit.DONE;
    } catch (IOException e) {
      throw new UncheckedIOException("reading our own resource", e);
    }
  }
}
