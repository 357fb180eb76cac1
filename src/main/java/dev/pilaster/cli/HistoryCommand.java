package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilaster history}. */
@Command(name = "history", description = "The operations of the past, or one of them.")
final class HistoryCommand extends Asking {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "one operation, with every step")
  private Optional<Long> id = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "how many (default: ${DEFAULT-VALUE})",
      defaultValue = "20")
  private int limit;

  @Option(names = "--before", paramLabel = "ID", description = "older than this one")
  private Optional<Long> before = Optional.empty();

  HistoryCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    var answer =
        id.isPresent()
            ? door.get("api/v1/history/" + id.get())
            : door.get(
                "api/v1/history?limit=" + limit + before.map(b -> "&before=" + b).orElse(""));
    if (wantsJson()) {
      json(answer);
    } else if (id.isPresent()) {
      OperationText.whole(answer, console());
    } else {
      table(answer.path("operations")).lines(console()).forEach(this::say);
    }
    return Exit.DONE;
  }

  private static Table table(JsonNode operations) {
    var table = new Table("ID", "STARTED", "TRIGGER", "PHASE", "TOOK", "REVISION", "COMMIT");
    for (var operation : operations) {
      var took = operation.path("duration_seconds");
      table.row(
          operation.path("id").asText(),
          operation.path("started_at").asText().replaceFirst("T(\\d\\d:\\d\\d:\\d\\d).*", " $1"),
          operation.path("trigger").asText(),
          operation.path("phase").asText(),
          took.isNumber() ? Times.seconds(took) : "-",
          operation.path("revision").asText().replaceFirst(".*@sha1:([0-9a-f]{8}).*", "$1"),
          operation.path("subject").asText());
    }
    return table;
  }
}
