package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pilaster status}. */
@Command(name = "status", description = "How everything stands on this host.")
final class StatusCommand extends Asking {
  @Mixin private final Pending pending = new Pending();

  StatusCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) {
    var status = door.get("api/v1/status");
    if (wantsJson()) {
      json(status);
    } else {
      new StatusText(status, console()).print();
    }
    return pending.code(unsynced(status));
  }

  private static boolean unsynced(JsonNode status) {
    return !status.path("sync").asText().equals("Synced");
  }
}
