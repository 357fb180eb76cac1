package dev.pilaster.cli;

import dev.pilaster.agent.AgentConfig;
import dev.pilaster.host.Found;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pilaster adopt}. */
@Command(
    name = "adopt",
    description = {
      "Prints pillar files for the containers and vhosts that run on this host now.",
      "Those of the agent are left out, and no secret is printed. What cannot be known",
      "is marked TODO. Needs no running agent; changes nothing on the host."
    })
final class AdoptCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final Settings settings = new Settings();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "write the files below this directory; none that is there is touched")
  private Optional<Path> directory = Optional.empty();

  AdoptCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var config = settings.read(console);
    try {
      var setup = config.setup();
      var containers = Found.containers(setup.engine());
      var ours = setup.places().nginx().toString();
      var files = new Adoption(setup.server().value(), containers, nginx(), ours).files();
      if (directory.isPresent()) {
        write(directory.get(), files);
      } else {
        files.forEach((path, text) -> console.say("# ---- " + path + "\n" + text));
      }
    } catch (AgentConfig.Invalid e) {
      throw Trouble.invalid(String.valueOf(e.getMessage()));
    } catch (IOException | HostException e) {
      throw Trouble.failed(String.valueOf(e.getMessage()));
    }
    return Exit.DONE;
  }

  /** A host without nginx has containers all the same. */
  private String nginx() {
    try {
      return Found.nginx();
    } catch (IOException e) {
      console.complain("no vhosts: " + e.getMessage());
      return "";
    }
  }

  private void write(Path root, SortedMap<String, String> files) throws IOException {
    for (var file : files.keySet()) {
      if (Files.exists(root.resolve(file))) {
        throw Trouble.failed(root.resolve(file) + " is there already: nothing was written");
      }
    }
    for (var file : files.entrySet()) {
      var path = root.resolve(file.getKey());
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
      console.say(path.toString());
    }
  }
}
