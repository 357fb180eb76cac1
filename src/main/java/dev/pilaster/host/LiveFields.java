package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.Fields;
import dev.pilaster.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * An inspected container's values by the names and in the text of {@link Fields}: everything that a
 * specification could set, whoever set it.
 */
final class LiveFields {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final JsonNode config;
  private final JsonNode host;
  private final JsonNode inspect;
  private final Prefix prefix;
  private final SortedMap<String, String> map = new TreeMap<>();

  private LiveFields(JsonNode inspect, Prefix prefix) {
    this.inspect = inspect;
    this.config = inspect.path("Config");
    this.host = inspect.path("HostConfig");
    this.prefix = prefix;
  }

  /** {@code inspect}: the answer of {@code GET /containers/{id}/json}. */
  static SortedMap<String, String> of(JsonNode inspect, Prefix prefix, Configs configs) {
    var fields = new LiveFields(inspect, prefix);
    fields.program();
    fields.mounts(configs);
    fields.storage();
    fields.networking();
    fields.security();
    fields.limits();
    fields.rest();
    return fields.map;
  }

  private void program() {
    put("command", Fields.list(texts(config.path("Cmd"))));
    put("entrypoint", Fields.list(texts(config.path("Entrypoint"))));
    put("user", config.path("User").asText());
    put("working_dir", config.path("WorkingDir").asText());
    put("stop_signal", config.path("StopSignal").asText());
    put("init", truth(host.path("Init")));
    for (var entry : texts(config.path("Env"))) {
      var equals = entry.indexOf('=');
      if (equals > 0) {
        var value = entry.substring(equals + 1);
        put("environment." + entry.substring(0, equals), value);
        put("env_secret." + entry.substring(0, equals), Secret.of(value).digest());
      }
    }
  }

  /** What the engine resolved, not what it was sent: {@code Mounts} at the top. */
  private void mounts(Configs configs) {
    for (var mount : inspect.path("Mounts")) {
      var bind = mount.path("Type").asText().equals("bind");
      var source = mount.path(bind ? "Source" : "Name").asText();
      var target = mount.path("Destination").asText();
      var mode = mount.path("RW").asBoolean() ? " rw" : " ro";
      put("volumes." + target, (bind ? "bind " : "volume ") + source + mode);
      if (bind) {
        configs.digest(source).ifPresent(d -> put("configs." + target, d));
      }
    }
  }

  private void storage() {
    host.path("Tmpfs").properties().forEach(e -> put("tmpfs." + e.getKey(), e.getValue().asText()));
    put("read_only", truth(host.path("ReadonlyRootfs")));
    put("shm_size", host.path("ShmSize").asText());
  }

  private void networking() {
    var networks = inspect.path("NetworkSettings").path("Networks");
    var names = networks.properties().stream().map(e -> prefix.strip(e.getKey())).sorted();
    put("networks", String.join(" ", names.toList()));
    put("address", address(inspect));
    put("dns", Fields.list(texts(host.path("Dns"))));
    put("hostname", config.path("Hostname").asText());
    for (var ports : host.path("PortBindings").properties()) {
      var sides = new ArrayList<String>();
      ports.getValue().forEach(b -> sides.add(text(b, "HostIp") + ":" + text(b, "HostPort")));
      put("ports." + ports.getKey(), String.join(" ", sides.stream().sorted().toList()));
    }
    for (var entry : texts(host.path("ExtraHosts"))) {
      var colon = entry.indexOf(':');
      put("extra_hosts." + entry.substring(0, colon), entry.substring(colon + 1));
    }
  }

  /** The address that was asked for, not the one that a running container happens to have. */
  static String address(JsonNode inspect) {
    for (var network : inspect.path("NetworkSettings").path("Networks")) {
      var address = network.path("IPAMConfig").path("IPv4Address").asText();
      if (!address.isEmpty()) {
        return address;
      }
    }
    return "";
  }

  private void security() {
    put("cap_drop", Fields.set(texts(host.path("CapDrop"))));
    put("cap_add", Fields.set(texts(host.path("CapAdd"))));
    var options =
        Fields.options(texts(host.path("SecurityOpt")), host.path("Privileged").asBoolean());
    put("security_opt", Fields.set(options));
    put("privileged", truth(host.path("Privileged")));
    entries("sysctls.", host.path("Sysctls"));
  }

  private void limits() {
    put("mem_limit", host.path("Memory").asText());
    put("memswap_limit", host.path("MemorySwap").asText());
    put("cpus", host.path("NanoCpus").asText() + "n");
    put("pids_limit", Fields.count(host.path("PidsLimit").asLong()));
    for (var ulimit : host.path("Ulimits")) {
      put("ulimits." + text(ulimit, "Name"), text(ulimit, "Soft") + ":" + text(ulimit, "Hard"));
    }
  }

  private void rest() {
    put("logging.driver", host.path("LogConfig").path("Type").asText());
    entries("logging.options.", host.path("LogConfig").path("Config"));
    entries("labels.", config.path("Labels"));
    put("stop_grace_period", config.path("StopTimeout").asText() + "s");
    var check = config.path("Healthcheck");
    if (!check.isEmpty()) {
      put("healthcheck.test", Fields.list(texts(check.path("Test"))));
      put("healthcheck.interval", millis(check.path("Interval")));
      put("healthcheck.timeout", millis(check.path("Timeout")));
      put("healthcheck.retries", String.valueOf(check.path("Retries").asInt()));
      put("healthcheck.start_period", millis(check.path("StartPeriod")));
    }
  }

  private void entries(String key, JsonNode object) {
    object.properties().forEach(e -> put(key + e.getKey(), e.getValue().asText()));
  }

  private void put(String key, String value) {
    map.put(key, value);
  }

  private static String millis(JsonNode nanos) {
    return nanos.asLong() / NANOS_PER_MILLI + "ms";
  }

  private static String truth(JsonNode value) {
    return String.valueOf(value.asBoolean());
  }

  private static String text(JsonNode object, String key) {
    return object.path(key).asText();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
