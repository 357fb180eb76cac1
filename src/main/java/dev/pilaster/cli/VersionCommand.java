package dev.pilaster.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilaster.api.Json;
import dev.pilaster.api.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilaster version}. */
@Command(name = "version", description = "Which build this is.")
final class VersionCommand implements Runnable {
  private final Console console;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json (default: ${DEFAULT-VALUE})",
      defaultValue = "text")
  private Asking.Format format = Asking.Format.text;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    var version = Version.ours();
    if (format == Asking.Format.json) {
      var answer = JsonNodeFactory.instance.objectNode();
      answer.put("version", version.number()).put("commit", version.commit());
      console.say(Json.pretty(answer));
    } else {
      console.say(version.text());
    }
  }
}
