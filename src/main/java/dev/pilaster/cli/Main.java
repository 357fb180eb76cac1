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
  /** Commands that CONTRACT promises and that nothing stands behind yet. */
  private static final List<String> LATER =
      List.of(
          "render", "preview", "approve", "pin", "unpin", "purge", "import", "drush", "shell",
          "exec", "logs", "doctor", "adopt", "bind");

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
    return commands(console).execute(args);
  }

  static CommandLine commands(Console console) {
    var quarantine =
        new CommandLine(new QuarantineCommand(console))
            .addSubcommand(new QuarantineCommand.Listing(console))
            .addSubcommand(new QuarantineCommand.Clear(console));
    var token = new CommandLine(new TokenCommand()).addSubcommand(new TokenCommand.New(console));
    var line =
        new CommandLine(new Main())
            .addSubcommand(new StatusCommand(console))
            .addSubcommand(new PlanCommand(console))
            .addSubcommand(new SyncCommand(console))
            .addSubcommand(new DriftCommand(console))
            .addSubcommand(new HistoryCommand(console))
            .addSubcommand(quarantine)
            .addSubcommand(new SuspendCommand(console))
            .addSubcommand(new ResumeCommand(console))
            .addSubcommand(new ValidateCommand(console))
            .addSubcommand(new SchemaCommand(console))
            .addSubcommand(token)
            .addSubcommand(new AgentCommand(console))
            .addSubcommand(new CompletionCommand(console))
            .addSubcommand(new VersionCommand(console));
    LATER.forEach(name -> line.addSubcommand(name, later(name)));
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

  /** Takes any arguments, and says that it is not there yet. */
  private static CommandSpec later(String name) {
    var spec =
        CommandSpec.wrapWithoutInspection(
            (Runnable)
                () -> {
                  throw Trouble.failed("pilaster " + name + " is not supported yet");
                });
    spec.usageMessage().hidden(true);
    spec.parser().unmatchedArgumentsAllowed(true);
    return spec;
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
