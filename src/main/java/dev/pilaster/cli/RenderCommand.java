package dev.pilaster.cli;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Problem;
import dev.pilaster.plan.Goal;
import dev.pilaster.plan.Imagined;
import dev.pilaster.preview.Pillar;
import dev.pilaster.preview.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilaster render}. */
@Command(
    name = "render",
    description = {
      "Writes the files that would be generated for a server, as if all of it served.",
      "Needs no host and no key: secrets are not in them."
    })
final class RenderCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "where the pillar is (default: ${DEFAULT-VALUE})",
      defaultValue = ".")
  private Path directory = Path.of(".");

  @Option(names = "--server", paramLabel = "S", required = true, description = "whose files")
  private String server = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "write them below a directory; else they are printed")
  private Optional<Path> target = Optional.empty();

  RenderCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!Name.isValid(server)) {
      throw Trouble.invalid("\"" + server + "\" is no name of a server");
    }
    var slice = Pillar.slice(new Checkout(directory), new Name(server));
    if (slice.desired().isEmpty() || !slice.problems().isEmpty()) {
      slice.problems().stream().map(Problem::text).forEach(console::complain);
      return Exit.INVALID;
    }
    render(Pillar.goal(slice, slice.desired().get()));
    return Exit.DONE;
  }

  private void render(Goal goal) {
    var host = Imagined.of(goal, Pillar.untouched(console.clock().instant()));
    target.ifPresentOrElse(root -> write(root, host.texts()), () -> print(host.texts()));
    host.plan(goal).resources().stream()
        .filter(r -> !r.message().isEmpty())
        .forEach(r -> console.complain(r.subject() + ": " + Redaction.of(r.message())));
  }

  private void print(SortedMap<String, Fileset.Text> texts) {
    texts.forEach(
        (path, file) -> {
          console.say("==> %s (%04o)".formatted(path, file.mode()));
          console.say(Redaction.of(file.text()));
        });
  }

  private void write(Path root, SortedMap<String, Fileset.Text> texts) {
    texts.forEach((path, file) -> write(root, path, file.text()));
    console.complain("%d files below %s".formatted(texts.size(), root));
  }

  private static void write(Path root, String path, String text) {
    var file = root.resolve(path.substring(1)).normalize();
    if (!file.startsWith(root.normalize())) {
      throw Trouble.invalid(path + " leads out of " + root);
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, Redaction.of(text));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
