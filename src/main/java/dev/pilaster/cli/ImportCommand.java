package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilaster import}. */
@Command(
    name = "import",
    description =
        "Fills a site's databases and assets once more from the files that the pillar names.")
final class ImportCommand extends Asking {
  @Parameters(paramLabel = "SITE", description = "a site's name")
  private String site = "";

  @Option(
      names = "--replace",
      description = "what is there now may go, once it has been saved on this host")
  private boolean replace;

  @Option(names = "--yes", description = "do it; without this it is only shown")
  private boolean yes;

  ImportCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    if (!site.matches("[a-z0-9-]+")) {
      throw Trouble.invalid("not a site's name: " + site);
    }
    var path = "api/v1/import/" + site;
    var answer =
        yes ? door.post(path, Map.of("confirm", site, "replace", replace)) : door.get(path);
    if (wantsJson()) {
      json(answer);
    } else {
      tell(answer);
    }
    return Exit.DONE;
  }

  private void tell(JsonNode answer) {
    var table = new Table("FROM", "INTO", "HAS NOW");
    for (var item : answer.path("items")) {
      var has = item.path("has").asText();
      table.row(
          item.path("from").asText(), item.path("into").asText(), has.isEmpty() ? "nothing" : has);
    }
    table.lines(console()).forEach(this::say);
    if (yes) {
      say("Asked for. `pilaster sync --wait` says how it ended.");
    } else {
      hint(answer.findValuesAsText("has").stream().anyMatch(has -> !has.isEmpty()));
    }
  }

  private void hint(boolean full) {
    if (full) {
      say("What is there goes only with --replace, once it has been saved on this host.");
    }
    var words = full || replace ? " --replace --yes" : " --yes";
    say("Nothing was imported. `pilaster import " + site + words + "` does it.");
  }
}
