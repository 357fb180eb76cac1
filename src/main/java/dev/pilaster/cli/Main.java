package dev.pilaster.cli;

import dev.pilaster.agent.AgentConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's door. Exit codes: 0 done, 1 failed, 2 bad usage or invalid input. */
@Command(
    name = "pilaster",
    description = "A GitOps pull agent for plain Docker hosts.",
    mixinStandardHelpOptions = true,
    subcommands = {AgentCommand.class})
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
              return e instanceof AgentConfig.Invalid ? 2 : 1;
            });
  }
}
