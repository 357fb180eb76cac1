package dev.pilaster.cli;

import dev.pilaster.agent.Binding;
import dev.pilaster.model.Name;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pilaster bind}. */
@Command(
    name = "bind",
    description = {
      "Makes this machine the owner of the server's name.",
      "The first turn does so by itself. A clone, or a machine that the state was",
      "restored on, only watches until this is run there, as root. The agent sees it",
      "at its next turn, half a minute later at most."
    })
final class BindCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final Settings settings = new Settings();

  BindCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var config = settings.read(console);
    if (!Files.isDirectory(config.state())) {
      throw Trouble.failed(
          config.state() + " is not there: the agent's first turn binds by itself");
    }
    var name = config.settings().server().map(Name::value).orElse("the server's name");
    try {
      console.say(bind(name, Binding.of(config.state())));
    } catch (IllegalStateException | UncheckedIOException e) {
      throw Trouble.failed(String.valueOf(e.getMessage()));
    }
    return Exit.DONE;
  }

  /** Binds, and says what is so now. */
  static String bind(String name, Binding binding) {
    var before = binding.look();
    var text = "Bound %s to this machine, %s.".formatted(name, binding.bind().id().orElse(""));
    if (before.foreign()) {
      return text
          + "\nIt belonged to %s: see to it that no agent runs there under this name."
              .formatted(before.bound().orElse(""));
    }
    return before.bound().isPresent() ? text + " It was so already." : text;
  }
}
