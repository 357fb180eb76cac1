package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.Fields;
import dev.pilaster.model.Service;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container's specification in the words of the engine's create call, every choice written out.
 *
 * @param mounts the specification's own and those of its config files
 */
record Recipe(ContainerSpec spec, Prefix prefix, List<Service.Volume> mounts) {
  Recipe {
    mounts = List.copyOf(mounts);
  }

  /** The body of {@code POST /containers/create}. */
  JsonNode json() {
    var config = program();
    config.put("Image", spec.image());
    config.put("StopTimeout", spec.stopSeconds());
    config.set("Labels", map(prefix.mark(spec.labels())));
    spec.networking().hostname().ifPresent(h -> config.put("Hostname", h));
    spec.healthcheck().ifPresent(h -> config.set("Healthcheck", healthcheck(h)));
    config.set("ExposedPorts", exposed());
    var host = config.putObject("HostConfig");
    storage(host);
    networking(host);
    security(host);
    limits(host, spec.limits());
    ulimits(host, spec.limits());
    host.set("RestartPolicy", restart(spec.restart()));
    var logging = host.putObject("LogConfig").put("Type", spec.logging().driver());
    logging.set("Config", map(spec.logging().options()));
    config.set("NetworkingConfig", endpoint());
    return config;
  }

  private ObjectNode program() {
    var program = spec.program();
    var config = Api.JSON.createObjectNode();
    program.command().ifPresent(c -> config.set("Cmd", list(c)));
    program.entrypoint().ifPresent(e -> config.set("Entrypoint", list(e)));
    program.user().ifPresent(u -> config.put("User", u));
    program.workingDir().ifPresent(d -> config.put("WorkingDir", d));
    program.stopSignal().ifPresent(s -> config.put("StopSignal", s));
    var env = config.putArray("Env");
    program.environment().forEach((k, v) -> env.add(k + "=" + v));
    program.envSecret().forEach((k, v) -> env.add(k + "=" + v.reveal()));
    return config;
  }

  private void storage(ObjectNode host) {
    var array = host.putArray("Mounts");
    for (var mount : mounts) {
      array
          .addObject()
          .put("Type", mount.bind() ? "bind" : "volume")
          .put("Source", mount.source())
          .put("Target", mount.target())
          .put("ReadOnly", mount.readOnly());
    }
    host.set("Tmpfs", map(spec.tmpfs()));
    host.put("ReadonlyRootfs", spec.readOnly());
    spec.shmSize().ifPresent(s -> host.put("ShmSize", s));
    host.put("Init", spec.program().init());
  }

  /** Without a search domain a short name cannot meet a wildcard of the host's domain. */
  private void networking(ObjectNode host) {
    host.put("NetworkMode", prefix.network(spec.network()));
    host.set("Dns", list(spec.dns()));
    host.set("DnsSearch", list(List.of(".")));
    var hosts = host.putArray("ExtraHosts");
    spec.networking().extraHosts().forEach((name, ip) -> hosts.add(name + ":" + ip));
    var bindings = host.putObject("PortBindings");
    for (var port : spec.networking().ports()) {
      bindings
          .withArray("/" + portKey(port).replace("/", "~1"))
          .addObject()
          .put("HostIp", port.hostAddress())
          .put("HostPort", String.valueOf(port.hostPort()));
    }
  }

  private ObjectNode exposed() {
    var ports = Api.JSON.createObjectNode();
    spec.networking().ports().forEach(p -> ports.putObject(portKey(p)));
    return ports;
  }

  private ObjectNode endpoint() {
    var config = Api.JSON.createObjectNode();
    if (!spec.address().isEmpty()) {
      config
          .putObject("EndpointsConfig")
          .putObject(prefix.network(spec.network()))
          .putObject("IPAMConfig")
          .put("IPv4Address", spec.address());
    }
    return config;
  }

  private void security(ObjectNode host) {
    var security = spec.security();
    host.set("CapDrop", list(security.capDrop()));
    host.set("CapAdd", list(security.capAdd()));
    host.set("SecurityOpt", list(security.securityOpt()));
    host.put("Privileged", security.privileged());
    host.set("Sysctls", map(security.sysctls()));
  }

  private static void limits(ObjectNode host, Service.Limits limits) {
    limits.memLimit().ifPresent(v -> host.put("Memory", v));
    limits.memswapLimit().ifPresent(v -> host.put("MemorySwap", v));
    limits.cpus().ifPresent(v -> host.put("NanoCpus", Math.round(v * 1e9)));
    limits.pidsLimit().ifPresent(v -> host.put("PidsLimit", v));
  }

  private static void ulimits(ObjectNode host, Service.Limits limits) {
    var array = host.putArray("Ulimits");
    limits
        .ulimits()
        .forEach(
            (name, u) ->
                array.addObject().put("Name", name).put("Soft", u.soft()).put("Hard", u.hard()));
  }

  /**
   * The body of an update in place. Memory never goes alone: the engine would keep the swap of the
   * memory before, so that without a limit of its own it becomes twice the memory, as in a create.
   */
  static ObjectNode update(String restart, Optional<Service.Limits> limits) {
    var body = Api.JSON.createObjectNode();
    body.set("RestartPolicy", restart(restart));
    limits.flatMap(Service.Limits::memLimit).ifPresent(m -> body.put("MemorySwap", 2 * m));
    limits.ifPresent(l -> limits(body, l));
    return body;
  }

  /** {@code always}, {@code on-failure:5} and so on. */
  private static ObjectNode restart(String policy) {
    var colon = policy.indexOf(':');
    var json = Api.JSON.createObjectNode();
    if (colon < 0) {
      return json.put("Name", policy);
    }
    json.put("Name", policy.substring(0, colon));
    return json.put("MaximumRetryCount", Integer.parseInt(policy.substring(colon + 1)));
  }

  private static ObjectNode healthcheck(Service.Healthcheck check) {
    var json = Api.JSON.createObjectNode();
    json.set("Test", list(check.test()));
    check.interval().ifPresent(d -> json.put("Interval", d.toNanos()));
    check.timeout().ifPresent(d -> json.put("Timeout", d.toNanos()));
    check.retries().ifPresent(r -> json.put("Retries", r));
    check.startPeriod().ifPresent(d -> json.put("StartPeriod", d.toNanos()));
    return json;
  }

  private static String portKey(Service.Port port) {
    return Fields.portKey(port);
  }

  private static ArrayNode list(Collection<String> values) {
    var array = Api.JSON.createArrayNode();
    values.forEach(array::add);
    return array;
  }

  private static ObjectNode map(Map<String, String> values) {
    var object = Api.JSON.createObjectNode();
    values.forEach(object::put);
    return object;
  }
}
