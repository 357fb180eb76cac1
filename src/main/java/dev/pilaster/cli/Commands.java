package dev.pilaster.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** All commands by name, in the order of the help. One is only looked at when it is wanted. */
final class Commands {
  private static final Map<String, Function<Console, CommandLine>> NOW = now();

  /** Commands that speak of the others. */
  private static final Set<String> ALL_OF_THEM = Set.of("completion", "man");

  private Commands() {}

  private static Map<String, Function<Console, CommandLine>> now() {
    var all = new LinkedHashMap<String, Function<Console, CommandLine>>();
    all.put("status", console -> new CommandLine(new StatusCommand(console)));
    all.put("plan", console -> new CommandLine(new PlanCommand(console)));
    all.put("sync", console -> new CommandLine(new SyncCommand(console)));
    all.put("drift", console -> new CommandLine(new DriftCommand(console)));
    all.put("history", console -> new CommandLine(new HistoryCommand(console)));
    all.put("quarantine", Commands::quarantine);
    all.put("pin", console -> new CommandLine(new PinCommand(console)));
    all.put("unpin", console -> new CommandLine(new UnpinCommand(console)));
    all.put("approve", console -> new CommandLine(new ApproveCommand(console)));
    all.put("suspend", console -> new CommandLine(new SuspendCommand(console)));
    all.put("resume", console -> new CommandLine(new ResumeCommand(console)));
    all.put("bind", console -> new CommandLine(new BindCommand(console)));
    all.put("import", console -> new CommandLine(new ImportCommand(console)));
    all.put("purge", console -> new CommandLine(new PurgeCommand(console)));
    all.put("drush", console -> inside(new InsideCommand.Drush(console)));
    all.put("shell", console -> inside(new InsideCommand.Shell(console)));
    all.put("exec", console -> inside(new InsideCommand.Exec(console)));
    all.put("logs", console -> inside(new InsideCommand.Logs(console)));
    all.put("validate", console -> new CommandLine(new ValidateCommand(console)));
    all.put("preview", console -> new CommandLine(new PreviewCommand(console)));
    all.put("render", console -> new CommandLine(new RenderCommand(console)));
    all.put("schema", console -> new CommandLine(new SchemaCommand(console)));
    all.put("doctor", console -> new CommandLine(new DoctorCommand(console)));
    all.put("adopt", console -> new CommandLine(new AdoptCommand(console)));
    all.put("token", Commands::token);
    all.put("agent", console -> new CommandLine(new AgentCommand(console)));
    all.put("completion", console -> new CommandLine(new CompletionCommand(console)));
    all.put("man", console -> new CommandLine(new ManCommand()));
    all.put("version", console -> new CommandLine(new VersionCommand(console)));
    return all;
  }

  private static CommandLine quarantine(Console console) {
    return new CommandLine(new QuarantineCommand(console))
        .addSubcommand(new QuarantineCommand.Listing(console))
        .addSubcommand(new QuarantineCommand.Clear(console));
  }

  /** From the name on, every word is for the other program. */
  private static CommandLine inside(InsideCommand command) {
    return new CommandLine(command).setStopAtPositional(true);
  }

  private static CommandLine token(Console console) {
    return new CommandLine(new TokenCommand()).addSubcommand(new TokenCommand.New(console));
  }

  /** The one command that is called, or all of them when that is not so clear. */
  static Map<String, CommandLine> of(Console console, List<String> arguments) {
    var first = arguments.isEmpty() ? "" : arguments.get(0);
    if (NOW.containsKey(first) && !ALL_OF_THEM.contains(first)) {
      return Map.of(first, NOW.get(first).apply(console));
    }
    var all =
        NOW.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().apply(console),
                    (a, b) -> a,
                    LinkedHashMap<String, CommandLine>::new));
    return all;
  }
}
