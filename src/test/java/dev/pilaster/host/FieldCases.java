package dev.pilaster.host;

import static dev.pilaster.host.FieldCase.host;
import static dev.pilaster.host.FieldCase.recreated;
import static dev.pilaster.host.FieldCase.updated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Service.Healthcheck;
import dev.pilaster.model.Service.Port;
import dev.pilaster.model.Service.Ulimit;
import dev.pilaster.model.Service.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A case for every key of a container's schema that reaches the engine. */
final class FieldCases {
  static final String MADE = System.getProperty("java.io.tmpdir") + "/pilaster-test/made";
  static final int PORT = 39_000 + (int) (ProcessHandle.current().pid() % 900);

  private FieldCases() {}

  static List<FieldCase> all() {
    return Stream.of(
            program(),
            storage(),
            volumes(),
            networking(),
            ports(),
            security(),
            limits(),
            rest(),
            healthcheck())
        .flatMap(List::stream)
        .toList();
  }

  private static List<FieldCase> program() {
    return List.of(
        recreated(
                "command",
                "command",
                d -> d.command = List.of("sleep", "a \"b\" \\c", "600"),
                j -> strings(j, "Cmd", "sleep", "601"))
            .onlyCreated(),
        recreated(
            "entrypoint",
            "entrypoint",
            d -> d.entrypoint = List.of("/bin/busybox"),
            j -> strings(j, "Entrypoint", "/bin/sh")),
        recreated("user", "user", d -> d.user = "1000:1000", j -> j.put("User", "0")),
        recreated(
            "working_dir",
            "working_dir",
            d -> d.workingDir = "/tmp",
            j -> j.put("WorkingDir", "/")),
        recreated(
            "stop_signal",
            "stop_signal",
            d -> d.stopSignal = "SIGQUIT",
            j -> j.put("StopSignal", "SIGTERM")),
        host("init", "init", d -> d.init = true, j -> j.put("Init", false)),
        recreated(
            "environment",
            "environment.TEXT",
            d -> d.environment.put("TEXT", "a=b 'c' \"d\" ü\nsecond line"),
            j -> strings(j, "Env", "TEXT=a")),
        recreated(
            "env_secret",
            "env_secret.KEY",
            d -> d.envSecret.put("KEY", Secret.of("s3cret")),
            j -> strings(j, "Env", "KEY=other")));
  }

  private static List<FieldCase> storage() {
    return List.of(
        host(
            "tmpfs",
            "tmpfs./run",
            FieldCases::tmpfs,
            j -> j.putObject("Tmpfs").put("/run", "").put("/tmp", "")),
        host("read_only", "read_only", d -> d.readOnly = true, j -> j.put("ReadonlyRootfs", false)),
        host("shm_size", "shm_size", d -> d.shmSize = 16L << 20, j -> j.put("ShmSize", 8 << 20)),
        new FieldCase(
            "configs",
            d -> d.configs.put("/etc/web/zz.ini", "a = 1\n"),
            (bed, draft) -> bed.overwriteConfigs(draft, "a = 2\n"),
            "configs./etc/web/zz.ini",
            true));
  }

  private static void tmpfs(Draft draft) {
    draft.tmpfs.put("/run", "size=1m,mode=0700");
    draft.tmpfs.put("/tmp", "");
  }

  private static List<FieldCase> volumes() {
    var data = new Volume(false, EngineBed.DATA, "/data", false, false);
    var etc = new Volume(true, "/etc", "/host/etc", true, false);
    return List.of(
        mount("volumes", data, m -> m.put("Source", EngineBed.DATA + "-other")),
        mount("volumes.bind", etc, m -> m.put("Type", "volume").put("Source", EngineBed.DATA)),
        mount("volumes.source", etc, m -> m.put("Source", "/usr")),
        mount("volumes.target", etc, m -> m.put("Target", "/elsewhere")),
        mount("volumes.read_only", etc, m -> m.put("ReadOnly", false)),
        new FieldCase(
            "volumes.create",
            d -> d.volumes.add(new Volume(true, MADE, "/made", false, true)),
            (bed, draft) -> bed.recreate(draft, j -> mounts(j, m -> m.put("Source", "/usr"))),
            "volumes./made",
            true));
  }

  private static FieldCase mount(String key, Volume volume, Consumer<ObjectNode> alter) {
    return recreated(
        key, "volumes." + volume.target(), d -> d.volumes.add(volume), j -> mounts(j, alter));
  }

  private static void mounts(ObjectNode json, Consumer<ObjectNode> alter) {
    json.path("HostConfig").path("Mounts").forEach(m -> alter.accept((ObjectNode) m));
  }

  private static List<FieldCase> networking() {
    return List.of(
        new FieldCase(
            "networks",
            d -> d.networks = List.of("other"),
            (bed, draft) -> bed.disconnect(draft, "other"),
            "networks",
            true),
        recreated("address", "address", d -> d.address = d.net.address(7), FieldCases::readdress),
        host(
            "dns",
            "dns",
            d -> d.dns = List.of("10.0.0.2", "10.0.0.1"),
            j -> strings(j, "Dns", "10.0.0.1")),
        recreated(
            "hostname", "hostname", d -> d.hostname = "web.test", j -> j.put("Hostname", "other")),
        host(
            "extra_hosts",
            "extra_hosts.smtp",
            FieldCases::extraHosts,
            j -> strings(j, "ExtraHosts", "smtp:10.0.0.1", "host:host-gateway", "six:::1")));
  }

  private static void extraHosts(Draft draft) {
    draft.extraHosts.put("smtp", "10.0.0.9");
    draft.extraHosts.put("host", "host-gateway");
    draft.extraHosts.put("six", "::1");
  }

  private static void readdress(ObjectNode json) {
    for (var endpoint : json.path("NetworkingConfig").path("EndpointsConfig")) {
      var ipam = (ObjectNode) endpoint.path("IPAMConfig");
      ipam.put("IPv4Address", ipam.path("IPv4Address").asText().replaceAll("7$", "8"));
    }
  }

  private static List<FieldCase> ports() {
    var tcp = new Port("127.0.0.1", PORT, 80, "tcp");
    return List.of(
        host("ports", "ports.80/tcp", d -> d.ports.add(tcp), j -> j.putObject("PortBindings")),
        port("ports.host_address", b -> b.put("HostIp", "")),
        port("ports.host_port", b -> b.put("HostPort", String.valueOf(PORT + 1))),
        host(
            "ports.container_port", "ports.80/tcp", d -> d.ports.add(tcp), j -> moved(j, "81/tcp")),
        host("ports.protocol", "ports.80/tcp", d -> d.ports.add(tcp), j -> moved(j, "80/udp")));
  }

  private static FieldCase port(String key, Consumer<ObjectNode> alter) {
    return host(
        key,
        "ports.80/tcp",
        d ->
            List.of("127.0.0.1", "127.0.0.2")
                .forEach(a -> d.ports.add(new Port(a, PORT, 80, "tcp"))),
        j -> alter.accept((ObjectNode) j.path("PortBindings").path("80/tcp").path(0)));
  }

  private static void moved(ObjectNode host, String key) {
    var binding = host.path("PortBindings").path("80/tcp");
    host.putObject("PortBindings").set(key, binding);
  }

  private static List<FieldCase> security() {
    return List.of(
        host(
            "cap_drop",
            "cap_drop",
            d -> d.capDrop = List.of("NET_RAW", "cap_mknod"),
            j -> strings(j, "CapDrop", "NET_RAW")),
        host(
            "cap_add",
            "cap_add",
            d -> d.capAdd = List.of("CAP_NET_ADMIN", "kill"),
            j -> strings(j, "CapAdd")),
        host(
            "security_opt",
            "security_opt",
            d -> d.securityOpt = List.of("no-new-privileges", "seccomp=unconfined"),
            j -> strings(j, "SecurityOpt", "no-new-privileges:true")),
        host("privileged", "privileged", FieldCases::privileged, j -> j.put("Privileged", false))
            .onlyCreated(),
        host(
            "sysctls",
            "sysctls.net.ipv4.ip_unprivileged_port_start",
            d -> d.sysctls.put("net.ipv4.ip_unprivileged_port_start", "80"),
            j -> j.putObject("Sysctls")));
  }

  private static void privileged(Draft draft) {
    draft.privileged = true;
    draft.securityOpt = List.of("no-new-privileges:true");
  }

  private static List<FieldCase> limits() {
    return List.of(
        updated("mem_limit", d -> d.memLimit = 64L << 20, FieldCases::moreMemory),
        updated("memswap_limit", FieldCases::swap, j -> j.put("MemorySwap", 96L << 20)),
        updated("cpus", d -> d.cpus = 0.3, j -> j.put("NanoCpus", 1_000_000_000L)),
        updated("pids_limit", d -> d.pidsLimit = 64L, j -> j.put("PidsLimit", 65)),
        ulimits("ulimits", j -> j.putArray("Ulimits")),
        ulimits("ulimits.soft", j -> ((ObjectNode) j.path("Ulimits").path(0)).put("Soft", 99)),
        ulimits("ulimits.hard", j -> ((ObjectNode) j.path("Ulimits").path(0)).put("Hard", 999)));
  }

  private static void moreMemory(ObjectNode update) {
    update.put("Memory", 96L << 20).put("MemorySwap", 96L << 20);
  }

  private static void swap(Draft draft) {
    draft.memLimit = 64L << 20;
    draft.memswapLimit = 128L << 20;
  }

  private static FieldCase ulimits(String key, Consumer<ObjectNode> alter) {
    return host(key, "ulimits.nofile", d -> d.ulimits.put("nofile", new Ulimit(100, 1000)), alter);
  }

  private static List<FieldCase> rest() {
    return List.of(
        host(
            "logging.driver",
            "logging.driver",
            d -> d.loggingDriver = "local",
            j -> j.putObject("LogConfig").put("Type", "none")),
        host(
            "logging.options",
            "logging.options.max-size",
            d -> d.loggingOptions.put("max-size", "10m"),
            j -> ((ObjectNode) j.path("LogConfig")).putObject("Config").put("max-size", "1m")),
        recreated(
            "labels",
            "labels.com.example.team",
            d -> d.labels.put("com.example.team", "web"),
            j -> ((ObjectNode) j.path("Labels")).put("com.example.team", "db")),
        updated(
            "restart",
            d -> d.restart = "on-failure:3",
            j -> j.putObject("RestartPolicy").put("Name", "always")),
        recreated(
            "stop_grace_period",
            "stop_grace_period",
            d -> d.stopSeconds = 300,
            j -> j.put("StopTimeout", 10)));
  }

  private static List<FieldCase> healthcheck() {
    return List.of(
        check("test", j -> strings(j, "Test", "CMD", "false")),
        check("interval", j -> j.put("Interval", 60_000_000_000L)),
        check("timeout", j -> j.put("Timeout", 60_000_000_000L)),
        check("retries", j -> j.put("Retries", 9)),
        check("start_period", j -> j.put("StartPeriod", 60_000_000_000L)));
  }

  private static FieldCase check(String part, Consumer<ObjectNode> alter) {
    var check =
        new Healthcheck(
            List.of("CMD-SHELL", "test -d /proc"),
            Optional.of(Duration.ofMillis(1500)),
            Optional.of(Duration.ofSeconds(3)),
            Optional.of(4),
            Optional.of(Duration.ofSeconds(5)));
    var key = "healthcheck." + part;
    return recreated(
        key,
        key,
        d -> d.healthcheck = check,
        j -> alter.accept((ObjectNode) j.path("Healthcheck")));
  }

  private static void strings(ObjectNode json, String key, String... values) {
    var array = json.putArray(key);
    List.of(values).forEach(array::add);
  }
}
