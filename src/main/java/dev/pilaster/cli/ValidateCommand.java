package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilaster.api.Json;
import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Slice;
import dev.pilaster.pillar.Pillars;
import dev.pilaster.preview.SealedSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilaster validate}. */
@Command(
    name = "validate",
    description = {
      "Checks every server of a checkout of the config repository.",
      "Needs no host and no key: secrets are looked up, not opened."
    })
final class ValidateCommand implements Callable<Integer> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file).thenComparing(Problem::line).thenComparing(Problem::text);

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "where the pillar is (default: ${DEFAULT-VALUE})",
      defaultValue = ".")
  private Path directory = Path.of(".");

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json (default: ${DEFAULT-VALUE})",
      defaultValue = "text")
  private Asking.Format format = Asking.Format.text;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var checkout = new Checkout(directory);
    var problems = new TreeSet<>(ORDER);
    var slices = slices(checkout, problems);
    slices.forEach(slice -> problems.addAll(slice.problems()));
    var unplaced = unplaced(checkout, slices);
    if (format == Asking.Format.json) {
      console.say(Json.pretty(json(problems, unplaced)));
    } else {
      problems.forEach(p -> console.say(p.text()));
      unplaced.forEach(file -> console.complain(file + ": not checked: no server places it"));
      console.complain(summary(slices.size(), problems.size()));
    }
    return problems.isEmpty() ? Exit.DONE : Exit.INVALID;
  }

  private static List<Slice> slices(Checkout checkout, Collection<Problem> problems) {
    var servers = checkout.names("servers");
    if (servers.isEmpty()) {
      problems.add(problem("servers", "there is no server file (servers/<server>.yaml) here"));
    }
    var slices = new ArrayList<Slice>();
    for (var server : servers) {
      if (Name.isValid(server)) {
        var name = new Name(server);
        slices.add(Pillars.slice(checkout, name, Policy.open(), new SealedSecrets(false)));
      } else {
        problems.add(problem("servers/" + server + ".yaml", "is not named like a server"));
      }
    }
    return slices;
  }

  private static Problem problem(String file, String message) {
    return new Problem(file, 0, "", message, Optional.empty());
  }

  /** Files of sites that no slice has read. */
  private List<String> unplaced(Checkout checkout, List<Slice> slices) {
    var read = new TreeSet<String>();
    slices.forEach(slice -> read.addAll(slice.files().keySet()));
    return checkout.names("sites").stream()
        .map(site -> "sites/" + site + ".yaml")
        .filter(file -> !read.contains(file) && Files.isRegularFile(directory.resolve(file)))
        .toList();
  }

  private static JsonNode json(Collection<Problem> problems, List<String> unplaced) {
    var answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray("problems");
    for (var problem : problems) {
      list.addObject()
          .put("file", problem.file())
          .put("line", problem.line())
          .put("path", problem.path())
          .put("message", problem.message());
    }
    var skipped = answer.putArray("not_checked");
    unplaced.forEach(skipped::add);
    return answer;
  }

  private static String summary(int servers, int problems) {
    return "%s checked: %s"
        .formatted(
            servers == 1 ? "1 server" : servers + " servers",
            problems == 0 ? "no problem" : problems == 1 ? "1 problem" : problems + " problems");
  }
}
