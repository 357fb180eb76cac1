package dev.pilaster.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pilaster completion}. */
@Command(
    name = "completion",
    description = "Prints a script for bash and zsh: source <(pilaster completion)")
final class CompletionCommand implements Runnable {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.say(AutoComplete.bash("pilaster", spec.root().commandLine()));
  }
}
