package dev.pilaster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Into the active generation of a site or a service, by the script that works without the agent.
 * The terminal is passed on, and so is the exit code.
 */
abstract class InsideCommand implements Callable<Integer> {
  private static final String END_OF_OPTIONS = "--";

  private final String mode;
  private final Console console;

  @Mixin private final Settings settings = new Settings();

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "a site, or else a service; site/NAME and container/NAME say which")
  private String name = "";

  InsideCommand(String mode, Console console) {
    this.mode = mode;
    this.console = console;
  }

  /** What follows. */
  List<String> words() {
    return List.of();
  }

  @Override
  public Integer call() {
    var enter = settings.read(console).state().resolve("tools/enter");
    if (!Files.isExecutable(enter)) {
      throw Trouble.failed(enter + " is not here: no agent has converged on this host yet");
    }
    var command = new ArrayList<>(List.of(enter.toString(), mode, name));
    var words = words();
    var delimited = !words.isEmpty() && words.get(0).equals(END_OF_OPTIONS);
    command.addAll(delimited ? words.subList(1, words.size()) : words);
    try {
      return end(new ProcessBuilder(command).inheritIO().start());
    } catch (IOException e) {
      throw Trouble.failed("cannot run " + enter + ": " + e.getMessage());
    }
  }

  /** Who ends this command ends what it started. */
  private static int end(Process process) {
    var ending = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.failed("interrupted");
    }
  }

  /** One that is told more. */
  abstract static class Told extends InsideCommand {
    @Parameters(
        index = "1..*",
        arity = "0..*",
        paramLabel = "WORD",
        description = "what it is told; after -- where a word begins with -")
    private List<String> words = List.of();

    Told(String mode, Console console) {
      super(mode, console);
    }

    @Override
    List<String> words() {
      return words;
    }
  }

  /** {@code pilaster drush}. */
  @Command(
      name = "drush",
      description = "Drush of a site, in its container, in its directory, as its user.")
  static final class Drush extends Told {
    Drush(Console console) {
      super("drush", console);
    }
  }

  /** {@code pilaster shell}. */
  @Command(
      name = "shell",
      description = "A shell in a site's container, in its directory, as its user.")
  static final class Shell extends InsideCommand {
    Shell(Console console) {
      super("shell", console);
    }
  }

  /** {@code pilaster exec}. */
  @Command(name = "exec", description = "A command in the active generation of a site or service.")
  static final class Exec extends Told {
    Exec(Console console) {
      super("exec", console);
    }
  }

  /** {@code pilaster logs}. */
  @Command(
      name = "logs",
      description = {
        "What the active generation of a site or service wrote.",
        "It is told options of docker logs, such as -f or --tail=20."
      })
  static final class Logs extends Told {
    Logs(Console console) {
      super("logs", console);
    }
  }
}
