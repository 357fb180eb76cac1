package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pilaster drift}. */
@Command(name = "drift", description = "What somebody else changed on this host, field by field.")
final class DriftCommand extends Asking {
  @Mixin private final Pending pending = new Pending();

  DriftCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    var status = door.get("api/v1/status");
    var lines = StatusText.drift(status);
    if (wantsJson()) {
      json(drifted(status));
    } else if (lines.isEmpty()) {
      say("No drift.");
    } else {
      lines.forEach(this::wrapped);
    }
    return pending.code(!lines.isEmpty());
  }

  private static JsonNode drifted(JsonNode status) {
    var answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray("resources");
    for (var resource : status.path("resources")) {
      if (!resource.path("drift").isEmpty()) {
        list.addObject()
            .put("kind", resource.path("kind").asText())
            .put("name", resource.path("name").asText())
            .set("drift", resource.path("drift"));
      }
    }
    return answer;
  }
}
