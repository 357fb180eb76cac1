package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilaster purge}. */
@Command(
    name = "purge",
    description = "Deletes what a site left behind that the pillar does not place here any more.")
final class PurgeCommand extends Asking {
  private static final long KIB = 1024;

  @Parameters(paramLabel = "SITE", description = "a site's name")
  private String site = "";

  @Option(names = "--yes", description = "delete it; without this it is only shown")
  private boolean yes;

  PurgeCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    if (!site.matches("[a-z0-9-]+")) {
      throw Trouble.invalid("not a site's name: " + site);
    }
    var path = "api/v1/purge/" + site;
    var answer = yes ? door.post(path, Map.of("confirm", site)) : door.get(path);
    if (wantsJson()) {
      json(answer);
    } else {
      tell(answer);
    }
    return Exit.DONE;
  }

  private void tell(JsonNode answer) {
    var table = new Table("SIZE", yes ? "DELETED" : "WOULD BE DELETED");
    for (var item : answer.path("items")) {
      table.row(size(item.path("bytes").asLong()), item.path("what").asText());
    }
    table.lines(console()).forEach(this::say);
    if (!yes) {
      say("Nothing was deleted. There is no way back from `pilaster purge " + site + " --yes`.");
    }
  }

  private static String size(long bytes) {
    var mib = bytes / KIB / KIB;
    return mib > 0 ? mib + " MiB" : (bytes + KIB - 1) / KIB + " KiB";
  }
}
