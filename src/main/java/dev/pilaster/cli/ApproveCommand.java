package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pilaster approve}. */
@Command(name = "approve", description = "Agrees to a change that waits; alone: lists what waits.")
final class ApproveCommand extends Asking {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "as the list shows it")
  private Optional<String> id = Optional.empty();

  ApproveCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    var answer = id.map(i -> approve(door, i)).orElseGet(() -> door.get("api/v1/approvals"));
    if (wantsJson()) {
      json(answer);
    } else if (id.isPresent()) {
      say(
          "%s/%s may change: %s is approved."
              .formatted(answer.path("kind").asText(), answer.path("name").asText(), id.get()));
    } else if (answer.path("approvals").isEmpty()) {
      say("Nothing waits for approval.");
    } else {
      OrdersText.approvals(answer.path("approvals"), console()).forEach(this::say);
    }
    return Exit.DONE;
  }

  private static JsonNode approve(Door door, String id) {
    if (!id.matches("[A-Za-z0-9._-]+")) {
      throw Trouble.invalid("not an approval's id: " + id);
    }
    return door.post("api/v1/approvals/" + id, Map.of());
  }
}
