package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pilaster sync}. */
@Command(
    name = "sync",
    description = {
      "Fetches git now and brings this host to what it says.",
      "With --from, on this host and with an admin token: to what a checkout says, for",
      "the day the git server is down. The checkout belongs to root; its files are read",
      "once, now. Status and history show it as revision \"from DIR@...\". As soon as git",
      "answers it wins, even when it says what it said before: push the change there."
    })
final class SyncCommand extends Asking {
  @Mixin private final Pending pending = new Pending();

  @Option(names = "--wait", description = "show the steps as they happen, until it has ended")
  private boolean wait;

  @Option(names = "--dry-run", description = "only show what would be done")
  private boolean dryRun;

  @Option(
      names = "--only",
      paramLabel = "KIND/NAME",
      description = "only this resource, such as container/php82; may be repeated")
  private List<String> only = List.of();

  @Option(names = "--retry-quarantined", description = "try again what was refused")
  private boolean retryQuarantined;

  @Option(names = "--while-suspended", description = "although the agent is suspended")
  private boolean whileSuspended;

  @Option(names = "--outside-window", description = "although no window is open")
  private boolean outsideWindow;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "follow this checkout until git answers again")
  private Optional<Path> from = Optional.empty();

  SyncCommand(Console console) {
    super(console);
  }

  @Override
  int ask(Door door) throws InterruptedException {
    from.ifPresent(directory -> standIn(door, directory));
    var operation = door.post("api/v1/sync", body());
    if (from.isPresent() && !operation.path("revision").asText().startsWith("from ")) {
      throw Trouble.failed("git answers, so this host follows it: push the change there");
    }
    if (wait && !dryRun) {
      operation = new Follow(door, console(), !wantsJson()).toItsEnd(operation);
    }
    if (wantsJson()) {
      json(operation);
    } else {
      print(operation);
    }
    return code(operation);
  }

  private void standIn(Door door, Path directory) {
    if (dryRun) {
      throw Trouble.invalid("--from and --dry-run exclude each other: try `pilaster validate`");
    }
    var path = directory.toAbsolutePath().normalize();
    door.post("api/v1/stand-in", Map.of("directory", path.toString()));
    console().complain(path + " stands in for git. When git answers again it wins: push it there.");
  }

  private Map<String, ?> body() {
    return Map.of(
        "dryRun", dryRun,
        "only", only,
        "retryQuarantined", retryQuarantined,
        "whileSuspended", whileSuspended,
        "outsideWindow", outsideWindow);
  }

  private void print(JsonNode operation) {
    if (dryRun) {
      PlanCommand.lines(operation.path("changes")).forEach(this::wrapped);
    } else if (finished(operation)) {
      OperationText.summary(operation, console());
    } else {
      say(
          "operation %s has begun: %s"
              .formatted(
                  operation.path("id").asText(), StatusText.shortened(operation.path("revision"))));
    }
  }

  private int code(JsonNode operation) {
    if (dryRun) {
      return pending.code(!operation.path("changes").isEmpty());
    }
    var good = !finished(operation) || operation.path("phase").asText().equals("Succeeded");
    return good ? Exit.DONE : Exit.FAILED;
  }

  private static boolean finished(JsonNode operation) {
    return operation.path("finished_at").isTextual();
  }
}
