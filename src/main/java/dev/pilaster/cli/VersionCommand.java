package dev.pilaster.cli;

import dev.pilaster.api.Version;
import picocli.CommandLine.Command;

/** {@code pilaster version}. */
@Command(name = "version", description = "Which build this is.")
final class VersionCommand implements Runnable {
  private final Console console;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.say(Version.ours().text());
  }
}
