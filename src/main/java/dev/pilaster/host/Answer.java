package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.util.regex.Pattern;

/**
 * What the engine answered.
 *
 * @param what was asked for, for messages
 * @param body JSON, or a text where it was none
 */
record Answer(String what, int status, JsonNode body) {
  /** What the runtime says when the recipe itself cannot run. */
  private static final Pattern RUNTIME =
      Pattern.compile("OCI runtime|failed to create shim|invalid mount config");

  /** What it says in the same breath when the machine is short of something. */
  private static final Pattern SHORTAGE =
      Pattern.compile("no space left|cannot allocate memory|too many open files|quota exceeded");

  boolean missing() {
    return status == 404;
  }

  boolean conflict() {
    return status == 409;
  }

  /** Whether the engine does not speak the version that was spoken. */
  boolean refusesVersion() {
    return status == 400 && message().contains("client version");
  }

  /** The body of a success. */
  JsonNode orThrow() {
    if (status >= 400) {
      throw refusal();
    }
    return body;
  }

  /** The refusal as an exception that says who is to blame. */
  HostException refusal() {
    return new HostException(kind(), what + ": engine answered " + status + ": " + message());
  }

  /**
   * 400 and 409 blame the recipe. What is missing (404) was there when it was observed, so somebody
   * took it away: the next turn sees that.
   */
  private Kind kind() {
    if (SHORTAGE.matcher(message()).find() || refusesVersion()) {
      return Kind.TRANSIENT;
    }
    return status == 400 || status == 409 || RUNTIME.matcher(message()).find()
        ? Kind.INVALID
        : Kind.TRANSIENT;
  }

  /** The engine's own words. */
  String message() {
    var text = body.path("message").asText(body.isTextual() ? body.asText() : "");
    return text.strip();
  }
}
