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

  InsideCommand(String mode, Console console) {
    this.mode = mode;
    this.console = console;
  }

  /** What is entered. */
  abstract String name();

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
    var command = new ArrayList<>(List.of(enter.toString(), mode, name()));
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

  /** {@code pilaster drush}. */
  @Command(
      name = "drush",
      description = "Drush of a site, in its container, in its directory, as its user.")
  static final class Drush extends InsideCommand {
    @Parameters(index = "0", paramLabel = "SITE", description = "whose")
    private String site = "";

    @Parameters(
        index = "1..*",
        arity = "0..*",
        paramLabel = "WORD",
        description = "what Drush is told; after --")
    private List<String> words = List.of();

    Drush(Console console) {
      super("drush", console);
    }

    @Override
    String name() {
      return site;
    }

    @Override
    List<String> words() {
      return words;
    }
  }

  /** {@code pilaster shell}. */
  @Command(
      name = "shell",
      description = "A shell in a site's container, in its directory, as its user.")
  static final class Shell extends InsideCommand {
    @Parameters(paramLabel = "SITE", description = "whose; or a service")
    private String site = "";

    Shell(Console console) {
      super("shell", console);
    }

    @Override
    String name() {
      return site;
    }
  }

  /** {@code pilaster exec}. */
  @Command(name = "exec", description = "A command in the active generation of a site or service.")
  static final class Exec extends InsideCommand {
    @Parameters(
        index = "0",
        paramLabel = "NAME",
        description = "a site, or else a service; site/NAME, container/NAME")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "WORD", description = "after --")
    private List<String> words = List.of();

    Exec(Console console) {
      super("exec", console);
    }

    @Override
    String name() {
      return name;
    }

    @Override
    List<String> words() {
      return words;
    }
  }

  /** {@code pilaster logs}. */
  @Command(name = "logs", description = "What the active generation of a site or service wrote.")
  static final class Logs extends InsideCommand {
    @Parameters(
        index = "0",
        paramLabel = "NAME",
        description = "a site, or else a service; site/NAME, container/NAME")
    private String name = "";

    @Parameters(
        index = "1..*",
        arity = "0..*",
        paramLabel = "OPTION",
        description = "of docker logs, such as -f or --tail=20")
    private List<String> words = List.of();

    Logs(Console console) {
      super("logs", console);
    }

    @Override
    String name() {
      return name;
    }

    @Override
    List<String> words() {
      return words;
    }
  }
}
