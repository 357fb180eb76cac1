package dev.pilaster.model;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fields of a container as comparable text, by Compose's names: what a fingerprint is computed
 * of, and what drift names. Only what was set is there; a map's entry is a field of its own ({@code
 * environment.PHP_MEMORY_LIMIT}). The engine's adapter gives live values in the same form.
 */
public final class Fields {
  private static final Pattern CAPABILITY = Pattern.compile("[A-Za-z_]+");

  private final SortedMap<String, String> map = new TreeMap<>();

  private Fields() {}

  /** The fields that the specification sets; secrets appear as digests. */
  public static SortedMap<String, String> of(ContainerSpec spec) {
    var fields = new Fields();
    fields.program(spec.program());
    fields.storage(spec);
    fields.networking(spec);
    fields.security(spec);
    fields.limits(spec);
    fields.rest(spec);
    return fields.map;
  }

  private void program(Service.Program program) {
    program.command().ifPresent(c -> put("command", list(c)));
    program.entrypoint().ifPresent(e -> put("entrypoint", list(e)));
    program.user().ifPresent(u -> put("user", u));
    program.workingDir().ifPresent(d -> put("working_dir", d));
    program.stopSignal().ifPresent(s -> put("stop_signal", s));
    put("init", String.valueOf(program.init()));
    program.environment().forEach((k, v) -> put("environment." + k, v));
    program.envSecret().forEach((k, v) -> put("env_secret." + k, v.digest()));
  }

  private void storage(ContainerSpec spec) {
    for (var mount : spec.mounts()) {
      put("volumes." + mount.target(), mount(mount));
    }
    spec.tmpfs().forEach((path, options) -> put("tmpfs." + path, options));
    put("read_only", String.valueOf(spec.readOnly()));
    spec.shmSize().ifPresent(s -> put("shm_size", String.valueOf(s)));
    spec.configs().forEach((path, text) -> put("configs." + path, Secret.of(text).digest()));
  }

  private void networking(ContainerSpec spec) {
    put("networks", networks(spec).collect(joining(" ")));
    put("address", spec.address());
    put("dns", list(spec.dns()));
    spec.networking().hostname().ifPresent(h -> put("hostname", h));
    ports(spec.networking().ports());
    spec.networking().extraHosts().forEach((host, ip) -> put("extra_hosts." + host, ip));
  }

  /** The server's own network, and those that the service names beside it. */
  private static Stream<String> networks(ContainerSpec spec) {
    return Stream.concat(Stream.of(spec.network()), spec.networking().networks().stream())
        .distinct()
        .sorted();
  }

  /** A container's port may be published more than once. */
  private void ports(List<Service.Port> ports) {
    for (var port : ports) {
      var all = ports.stream().filter(p -> portKey(p).equals(portKey(port)));
      put("ports." + portKey(port), all.map(Fields::port).sorted().collect(joining(" ")));
    }
  }

  private void security(ContainerSpec spec) {
    var security = spec.security();
    putList("cap_drop", security.capDrop());
    putList("cap_add", security.capAdd());
    putList("security_opt", options(security.securityOpt(), security.privileged()));
    put("privileged", String.valueOf(security.privileged()));
    security.sysctls().forEach((k, v) -> put("sysctls." + k, v));
  }

  private void limits(ContainerSpec spec) {
    var limits = spec.limits();
    limits.memLimit().ifPresent(v -> put("mem_limit", String.valueOf(v)));
    limits.memswapLimit().ifPresent(v -> put("memswap_limit", String.valueOf(v)));
    limits.cpus().ifPresent(v -> put("cpus", cpus(v)));
    limits.pidsLimit().ifPresent(v -> put("pids_limit", count(v)));
    limits.ulimits().forEach((k, v) -> put("ulimits." + k, v.soft() + ":" + v.hard()));
  }

  private void rest(ContainerSpec spec) {
    put("logging.driver", spec.logging().driver());
    spec.logging().options().forEach((k, v) -> put("logging.options." + k, v));
    spec.healthcheck().ifPresent(this::healthcheck);
    spec.labels().forEach(this::label);
    put("stop_grace_period", spec.stopSeconds() + "s");
  }

  private void healthcheck(Service.Healthcheck check) {
    put("healthcheck.test", list(check.test()));
    duration("healthcheck.interval", check.interval());
    duration("healthcheck.timeout", check.timeout());
    check.retries().ifPresent(r -> put("healthcheck.retries", String.valueOf(r)));
    duration("healthcheck.start_period", check.startPeriod());
  }

  private void duration(String key, Optional<Duration> value) {
    value.ifPresent(d -> put(key, d.toMillis() + "ms"));
  }

  private void label(String key, String value) {
    if (!key.startsWith("pilaster.")) {
      put("labels." + key, value);
    }
  }

  private void putList(String key, List<String> values) {
    if (!values.isEmpty()) {
      put(key, set(values));
    }
  }

  private void put(String key, String value) {
    map.put(key, value);
  }

  /** A list whose order means something. */
  public static String list(List<String> values) {
    return values.stream()
        .map(v -> '"' + v.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(joining(" "));
  }

  /** A list whose order means nothing: capabilities, security options. */
  public static String set(List<String> values) {
    return values.stream().map(Fields::option).sorted().distinct().collect(joining(" "));
  }

  /** The security options, without the one that the engine adds for a privileged container. */
  public static List<String> options(List<String> options, boolean privileged) {
    return options.stream().filter(o -> !privileged || !o.equals("label=disable")).toList();
  }

  /** One spelling of a capability or a security option. */
  private static String option(String value) {
    if (value.startsWith("no-new-privileges")) {
      return value.endsWith("false") ? "no-new-privileges:false" : "no-new-privileges:true";
    }
    if (CAPABILITY.matcher(value).matches()) {
      var upper = value.toUpperCase(Locale.ROOT);
      return upper.startsWith("CAP_") ? upper.substring(4) : upper;
    }
    return value;
  }

  /** A mount: kind, source and mode. */
  public static String mount(Service.Volume mount) {
    return (mount.bind() ? "bind " : "volume ")
        + mount.source()
        + (mount.readOnly() ? " ro" : " rw");
  }

  /** The container's side of a published port. */
  public static String portKey(Service.Port port) {
    return port.containerPort() + "/" + port.protocol();
  }

  /** The host's side of a published port. */
  public static String port(Service.Port port) {
    return port.hostAddress() + ":" + port.hostPort();
  }

  /** A limit of a count; the engine shows nothing where there is none. */
  public static String count(long limit) {
    return limit > 0 ? String.valueOf(limit) : "-1";
  }

  /** Cores with at most nine digits after the point, as the engine keeps them. */
  public static String cpus(double cores) {
    return String.valueOf(Math.round(cores * 1_000_000_000L)) + "n";
  }
}
