package dev.pilaster.cli;

import dev.pilaster.api.Version;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pilaster}: finds the command and runs it. */
@Command(
    name = "pilaster",
    description = "A GitOps pull agent for plain Docker hosts.",
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  private static final OptionSpec VERSION =
      OptionSpec.builder("-V", "--version")
          .versionHelp(true)
          .description("which build this is")
          .build();

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(Console.system(), args));
  }

  /** Runs one command and answers its exit code. */
  static int run(Console console, String... args) {
    return commands(console, List.of(args)).execute(args);
  }

  static CommandLine commands(Console console, List<String> arguments) {
    var line = new CommandLine(new Main());
    Commands.of(console, arguments).forEach(line::addSubcommand);
    help(line.getCommandSpec());
    line.getCommandSpec().addOption(VERSION).version(Version.ours().text());
    return line.setOut(console.out())
        .setErr(console.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Console.NARROW)
        .setExecutionExceptionHandler((e, at, parsed) -> failed(e, console));
  }

  /** Every command knows {@code --help}. */
  private static void help(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("this text").build());
    spec.subcommands().values().forEach(sub -> help(sub.getCommandSpec()));
  }

  private static int failed(Exception e, Console console) {
    if (e instanceof Trouble trouble) {
      console.complain(String.valueOf(trouble.getMessage()));
      return trouble.exitCode();
    }
    console.complain("this is a fault of pilaster: " + e);
    for (var at : e.getStackTrace()) {
      console.complain("    at " + at);
    }
    return Exit.FAILED;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which command");
  }
}
