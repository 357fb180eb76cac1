package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;

/** How a container stood, in a few lines for people: what the engine says of its state. */
final class Report {
  /** What the engine gives as the time of something that has not happened. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final JsonNode state;
  private final int restarts;

  /**
   * @param inspect the engine's answer about one container
   */
  Report(JsonNode inspect) {
    this.state = inspect.path("State");
    this.restarts = inspect.path("RestartCount").asInt();
  }

  /** The same and, after an empty line, what it wrote. */
  String with(String log) {
    return text() + "\n\n" + (log.isBlank() ? "it wrote nothing" : log);
  }

  /** Without an end of line after the last one. */
  String text() {
    var text = new StringBuilder();
    text.append("state: ").append(state.path("Status").asText());
    text.append(", exit code ").append(state.path("ExitCode").asInt());
    text.append(state.path("OOMKilled").asBoolean() ? ", killed for its memory" : "");
    text.append(", restarts ").append(restarts);
    text.append("\nstarted: ").append(state.path("StartedAt").asText());
    var ended = state.path("FinishedAt").asText();
    text.append(ended.equals(NEVER) ? "" : ", ended: " + ended);
    line(text, "error", state.path("Error").asText());
    line(text, "health", state.path("Health").path("Status").asText());
    line(text, "health check said", lastCheck());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isBlank()) {
      text.append('\n').append(name).append(": ").append(value.strip());
    }
  }

  private String lastCheck() {
    var log = state.path("Health").path("Log");
    return log.isEmpty() ? "" : log.get(log.size() - 1).path("Output").asText();
  }
}
