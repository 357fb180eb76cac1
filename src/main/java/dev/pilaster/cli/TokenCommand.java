package dev.pilaster.cli;

import dev.pilaster.api.Role;
import dev.pilaster.api.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pilaster token}. */
@Command(name = "token", description = "Tokens for the API.")
final class TokenCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what: pilaster token new NAME ROLE");
  }

  /** {@code pilaster token new}. */
  @Command(
      name = "new",
      description = {
        "Adds a token to the agent's tokens file and prints its secret, once.",
        "The agent knows it at once; a line taken out of the file is not known any more."
      })
  static final class New implements Callable<Integer> {
    private final Console console;

    @Mixin private final Settings settings = new Settings();

    @Parameters(index = "0", paramLabel = "NAME", description = "whose it is, for the log")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ROLE", description = "read, sync or admin")
    private String role = "";

    New(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      var file = settings.read(console).tokensFile();
      var wanted = Role.parse(role);
      var secret = Tokens.secret();
      try {
        var token =
            Tokens.Token.of(
                name,
                wanted.orElseThrow(
                    () -> new IllegalArgumentException("not read, sync or admin: " + role)),
                secret);
        write(file, token);
      } catch (IllegalArgumentException e) {
        throw Trouble.invalid(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw Trouble.failed(file + " cannot be written: " + e);
      }
      console.complain(
          "Added %s (%s) to %s. This is its secret; it is shown once:".formatted(name, role, file));
      console.say(secret);
      return Exit.DONE;
    }

    private static void write(Path file, Tokens.Token token) throws IOException {
      var mode = PosixFilePermissions.fromString("rw-------");
      if (Files.notExists(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
      }
      var text = Files.readString(file);
      if (text.lines().anyMatch(line -> line.strip().startsWith(token.name() + " "))) {
        throw Trouble.failed(
            "there is a token named %s in %s already: take its line out first"
                .formatted(token.name(), file));
      }
      var gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
      Files.writeString(file, gap + token.line(), StandardOpenOption.APPEND);
    }
  }
}
