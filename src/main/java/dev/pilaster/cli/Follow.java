package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Watches an operation until it comes to rest. */
final class Follow {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The agent may be restarted meanwhile; so many questions in a row it need not answer. */
  private static final int PATIENCE = 60;

  private final Door door;
  private final Console console;
  private final boolean aloud;
  private final ProgressLine progress;
  private final Set<String> said = new HashSet<>();

  Follow(Door door, Console console, boolean aloud) {
    this.door = door;
    this.console = console;
    this.aloud = aloud;
    this.progress = new ProgressLine(console);
  }

  /** The operation as it ended. */
  JsonNode toItsEnd(JsonNode begun) throws InterruptedException {
    var operation = begun;
    var silent = 0;
    while (true) {
      progress.clear();
      say(operation);
      if (operation.path("finished_at").isTextual()) {
        return operation;
      }
      showProgress();
      console.pause().of(PAUSE);
      try {
        operation = door.get("api/v1/operations/" + begun.path("id").asText());
        silent = 0;
      } catch (Trouble e) {
        if (++silent >= PATIENCE) {
          throw e;
        }
      }
    }
  }

  /** Only a picture: when the agent does not answer, the next question finds out. */
  private void showProgress() {
    if (!aloud || !console.colour()) {
      return;
    }
    try {
      progress.show(door.get("api/v1/status").path("progress"));
    } catch (Trouble e) {
      progress.clear();
    }
  }

  private void say(JsonNode operation) {
    if (!aloud) {
      return;
    }
    for (var change : operation.path("changes")) {
      var subject = change.path("kind").asText() + "/" + change.path("name").asText();
      for (var step : change.path("steps")) {
        var line = subject + ": " + step.path("text").asText();
        var key = line + step.path("started_at").asText();
        if (said.add(key)) {
          console.say(line);
        }
        if (!step.path("ok").asBoolean() && said.add(key + step.path("message").asText())) {
          console.say("    " + step.path("message").asText());
        }
      }
    }
  }
}
