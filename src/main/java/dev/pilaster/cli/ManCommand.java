package dev.pilaster.cli;

import dev.pilaster.api.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pilaster man}: what the build calls. */
@Command(
    name = "man",
    hidden = true,
    description = "Writes the manual pages of all commands into a directory.")
final class ManCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "made when it is missing")
  private Path directory = Path.of(".");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    try {
      Files.createDirectories(directory);
      write(spec.root().commandLine());
    } catch (IOException e) {
      throw Trouble.failed(directory + " cannot be written: " + e);
    }
  }

  private void write(CommandLine command) throws IOException {
    var version = "Pilaster " + Version.ours().number();
    Files.writeString(directory.resolve(ManPage.file(command)), ManPage.of(command, version));
    for (var below : ManPage.shown(command.getCommandSpec())) {
      write(below);
    }
  }
}
