package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.Container;
import dev.pilaster.model.ContainerSpec.Labels;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** An inspected container as ours, if it is one. */
final class LiveContainer {
  private LiveContainer() {}

  /** Empty when the labels are not those of a generation. */
  static Optional<Container> of(JsonNode inspect, Prefix prefix, Configs configs) {
    var labels = inspect.path("Config").path("Labels");
    var service = label(labels, Labels.SERVICE);
    var generation = label(labels, Labels.GENERATION);
    var ours = prefix.text().equals(labels.path(Prefix.LABEL).asText("\0"));
    if (!ours || !Name.isValid(service) || !generation.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    var state = inspect.path("State");
    return Optional.of(
        new Container(
            inspect.path("Id").asText(),
            prefix.strip(inspect.path("Name").asText()),
            new Name(service),
            Integer.parseInt(generation),
            label(labels, Labels.FINGERPRINT),
            label(labels, Labels.IMAGE),
            state(inspect, state.path("Status").asText()),
            Instant.parse(state.path("StartedAt").asText()),
            inspect.path("RestartCount").asInt(),
            state.path("ExitCode").asInt(),
            state.path("OOMKilled").asBoolean(),
            health(state.path("Health").path("Status").asText()),
            restart(inspect.path("HostConfig").path("RestartPolicy")),
            LiveFields.address(inspect),
            LiveFields.of(inspect, prefix, configs)));
  }

  private static String label(JsonNode labels, String name) {
    return labels.path(name).asText();
  }

  /** A word that no engine of today says is no state to act on. */
  private static Container.State state(JsonNode inspect, String status) {
    try {
      return Container.State.valueOf(status.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      var text = "inspect container %s: its state \"%s\" is not known";
      var message = text.formatted(inspect.path("Name").asText(), status);
      throw new HostException(HostException.Kind.TRANSIENT, message, e);
    }
  }

  private static Optional<String> health(String status) {
    return status.isEmpty() || status.equals("none") ? Optional.empty() : Optional.of(status);
  }

  /** As Compose writes it: {@code no}, {@code always}, {@code on-failure:5}. */
  private static String restart(JsonNode policy) {
    var name = policy.path("Name").asText();
    var retries = policy.path("MaximumRetryCount").asInt();
    return (name.isEmpty() ? "no" : name) + (retries > 0 ? ":" + retries : "");
  }
}
