package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** An operation as a person reads it. */
final class OperationText {
  private static final int LOG_LINES = 20;

  private OperationText() {}

  /** How it ended, change by change; the end of the log of what failed. */
  static void summary(JsonNode operation, Console console) {
    var paint = new Paint(console.colour());
    Wrapped.say(
        console,
        "operation %s: %s after %s, %s"
            .formatted(
                operation.path("id").asText(),
                paint.word(operation.path("phase").asText()),
                Times.seconds(operation.path("duration_seconds")),
                StatusText.shortened(operation.path("revision"))));
    for (var change : operation.path("changes")) {
      change(change, console, paint);
    }
    if (operation.path("changes").isEmpty() && operation.path("message").asText().isEmpty()) {
      Wrapped.say(console, "  nothing was to be done");
    }
    if (!said(operation)) {
      Wrapped.say(console, "  " + operation.path("message").asText());
    }
  }

  /** Whether the changes have said all that the operation's message says. */
  private static boolean said(JsonNode operation) {
    var rest = operation.path("message").asText();
    for (var change : operation.path("changes")) {
      var subject = change.path("kind").asText() + "/" + change.path("name").asText();
      rest = rest.replace(subject + ": " + change.path("message").asText(), "");
    }
    return rest.replace(";", "").isBlank();
  }

  private static void change(JsonNode change, Console console, Paint paint) {
    Wrapped.say(
        console,
        "  %s %s/%s  %s"
            .formatted(
                PlanCommand.sign(change.path("action").asText()),
                change.path("kind").asText(),
                change.path("name").asText(),
                paint.word(change.path("outcome").asText())));
    if (!change.path("message").asText().isEmpty()) {
      Wrapped.say(console, "      " + change.path("message").asText());
    }
    var log = change.path("log").asText().lines().toList();
    log.subList(Math.max(0, log.size() - LOG_LINES), log.size())
        .forEach(line -> console.say("      | " + line));
  }

  /** The whole of it: reasons, and each step with its time. */
  static void whole(JsonNode operation, Console console) {
    var by = operation.path("by").asText();
    var whom = by.isEmpty() ? "" : ", asked for by " + by;
    Wrapped.say(console, "trigger   " + operation.path("trigger").asText() + whom);
    Wrapped.say(console, "started   " + operation.path("started_at").asText());
    Wrapped.say(console, "revision  " + operation.path("revision").asText());
    Wrapped.say(
        console,
        "commit    %s (%s)"
            .formatted(operation.path("subject").asText(), operation.path("author").asText()));
    for (var change : operation.path("changes")) {
      console.say("");
      Wrapped.say(
          console,
          "%s %s/%s"
              .formatted(
                  PlanCommand.sign(change.path("action").asText()),
                  change.path("kind").asText(),
                  change.path("name").asText()));
      change.path("because").forEach(b -> Wrapped.say(console, "    because " + b.asText()));
      change.path("steps").forEach(step -> Wrapped.say(console, "    " + step(step)));
    }
    console.say("");
    summary(operation, console);
  }

  private static String step(JsonNode step) {
    var times = step.path("times").asInt();
    var message = step.path("message").asText();
    return "%-4s %7s  %s%s%s"
        .formatted(
            step.path("ok").asBoolean() ? "ok" : "bad",
            Times.seconds(step.path("seconds")),
            step.path("text").asText(),
            times > 1 ? " (" + times + " times)" : "",
            message.isEmpty() ? "" : ": " + message);
  }
}
