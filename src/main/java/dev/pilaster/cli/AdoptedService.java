package dev.pilaster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.host.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A container that runs, in the words of the pillar; what its image says itself is left out. */
record AdoptedService(String name, Found.Container container) {
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(pass|secret|token|key|salt|credential|auth|dsn).*");
  private static final Pattern LOGIN = Pattern.compile(".*://[^/\\s]*:[^/\\s]*@.*");
  private static final long MIB = 1024 * 1024;

  /** Its engine's name for it as a name of the pillar. */
  static AdoptedService of(Found.Container container, Set<String> taken) {
    return new AdoptedService(
        Adoption.name(container.inspect().path("Name").asText(), taken), container);
  }

  private JsonNode inspect() {
    return container.inspect();
  }

  private JsonNode config() {
    return inspect().path("Config");
  }

  private JsonNode host() {
    return inspect().path("HostConfig");
  }

  /** What its image and its ports look like; a guess. */
  String role() {
    var image = config().path("Image").asText().toLowerCase(Locale.ROOT);
    var repository = image.substring(image.lastIndexOf('/') + 1);
    var ports = ports();
    if (repository.matches("(mariadb|mysql).*") || ports.contains(3306)) {
      return "mariadb";
    }
    if (ports.contains(9000) && (repository.contains("php") || repository.contains("fpm"))) {
      return "php-fpm";
    }
    if (repository.contains("solr") || ports.contains(8983)) {
      return "solr";
    }
    if (repository.matches("(redis|valkey).*") || ports.contains(6379)) {
      return "redis";
    }
    return ports.size() == 1 && !ports.contains(25) ? "http" : "generic";
  }

  private List<Integer> ports() {
    return config().path("ExposedPorts").properties().stream()
        .map(e -> e.getKey())
        .filter(p -> p.endsWith("/tcp"))
        .map(p -> Integer.parseInt(p.substring(0, p.indexOf('/'))))
        .sorted()
        .toList();
  }

  /** Bind sources on the host, and ports that everybody reaches: the policy has to allow them. */
  List<String> binds() {
    return mounts("bind").stream().map(m -> m.path("Source").asText()).toList();
  }

  List<Integer> publicPorts() {
    return published().stream()
        .filter(p -> !p.startsWith("127."))
        .map(p -> Integer.parseInt(p.split(":", 3)[1]))
        .distinct()
        .toList();
  }

  List<String> addedCapabilities() {
    return capabilities("CapAdd");
  }

  /** As the pillar names them, whatever the engine calls them. */
  private List<String> capabilities(String key) {
    return texts(host().path(key)).stream().map(c -> c.replaceFirst("^CAP_", "")).sorted().toList();
  }

  private List<JsonNode> mounts(String type) {
    return StreamSupport.stream(inspect().path("Mounts").spliterator(), false)
        .filter(m -> m.path("Type").asText().equals(type))
        .toList();
  }

  /** Whether a port on this host leads there. */
  boolean answersAt(int port) {
    return published().stream().anyMatch(p -> p.split(":", 3)[1].equals(String.valueOf(port)));
  }

  /** The port inside that a port on this host leads to. */
  Optional<Integer> inside(int port) {
    return published().stream()
        .map(p -> p.split("[:/]"))
        .filter(p -> p[1].equals(String.valueOf(port)))
        .map(p -> Integer.parseInt(p[2]))
        .findFirst();
  }

  /** Each {@code address:host:inside/protocol}, IPv4 alone. */
  private List<String> published() {
    var all = new ArrayList<String>();
    for (var entry : host().path("PortBindings").properties()) {
      for (var binding : entry.getValue()) {
        var address = binding.path("HostIp").asText();
        var port = binding.path("HostPort").asText();
        if (!address.contains(":") && port.matches("[1-9]\\d*")) {
          all.add((address.isEmpty() ? "0.0.0.0" : address) + ":" + port + ":" + entry.getKey());
        }
      }
    }
    return all.stream().distinct().sorted().toList();
  }

  void write(YamlText yaml, String server) {
    yaml.line(1, name + ":");
    yaml.line(2, "role: " + role() + "  # guessed by image and port");
    yaml.put(2, "image", config().path("Image").asText());
    if (role().equals("php-fpm")) {
      yaml.line(2, "fpm: { listen: tcp }");
    }
    if (role().equals("http") || role().equals("php-fpm")) {
      ports().stream().limit(1).forEach(p -> yaml.line(2, "port: " + p));
    }
    program(yaml);
    environment(yaml, server);
    storage(yaml);
    yaml.list(2, "ports", published());
    networks(yaml);
    security(yaml);
    limits(yaml);
    var restart = host().path("RestartPolicy").path("Name").asText();
    yaml.put(2, "restart", restart.isEmpty() ? "no" : restart);
  }

  private void program(YamlText yaml) {
    var image = container.image().path("Config");
    for (var key : List.of("Entrypoint", "Cmd")) {
      if (!config().path(key).equals(image.path(key)) && !texts(config().path(key)).isEmpty()) {
        yaml.list(2, key.equals("Cmd") ? "command" : "entrypoint", texts(config().path(key)));
      }
    }
    var own = new TreeMap<>(java.util.Map.of("User", "user", "WorkingDir", "working_dir"));
    own.put("StopSignal", "stop_signal");
    own.forEach(
        (key, name) -> {
          if (!config().path(key).asText().equals(image.path(key).asText())) {
            yaml.put(2, name, config().path(key).asText());
          }
        });
    if (host().path("Init").asBoolean()) {
      yaml.line(2, "init: true");
    }
  }

  private void environment(YamlText yaml, String server) {
    var plain = new TreeMap<String, String>();
    var secret = new TreeMap<String, String>();
    var image = texts(container.image().path("Config").path("Env"));
    for (var entry : texts(config().path("Env"))) {
      var equals = entry.indexOf('=');
      if (equals > 0 && !image.contains(entry)) {
        var key = entry.substring(0, equals);
        var value = entry.substring(equals + 1);
        var hidden = SECRET.matcher(key).matches() || LOGIN.matcher(value).matches();
        (hidden || value.contains("${") ? secret : plain).put(key, value);
      }
    }
    yaml.map(2, "environment", plain);
    secrets(yaml, secret, server);
  }

  private void secrets(YamlText yaml, SortedMap<String, String> secret, String server) {
    if (!secret.isEmpty()) {
      yaml.line(2, "# TODO: put these values into secrets/" + server + ".yaml; none is shown here");
      secret.replaceAll((key, value) -> reference(server, name + "_" + key));
      yaml.map(2, "env_secret", secret);
    }
    if (role().equals("mariadb")) {
      yaml.line(2, "# TODO: the password of its root, into secrets/" + server + ".yaml");
      yaml.put(2, "root_password", reference(server, name + "_root"));
    }
  }

  private static String reference(String file, String key) {
    return "${secret:" + file + "#" + key.toLowerCase(Locale.ROOT) + "}";
  }

  private void storage(YamlText yaml) {
    var volumes = new ArrayList<String>();
    for (var mount : inspect().path("Mounts")) {
      var bind = mount.path("Type").asText().equals("bind");
      var source = mount.path(bind ? "Source" : "Name").asText();
      var target = mount.path("Destination").asText();
      if (!bind && source.matches("[0-9a-f]{64}")) {
        yaml.line(2, "# TODO: " + target + " is a volume without a name: nothing keeps it");
      } else if (bind || mount.path("Type").asText().equals("volume")) {
        volumes.add(source + ":" + target + (mount.path("RW").asBoolean() ? "" : ":ro"));
      }
    }
    yaml.list(2, "volumes", volumes);
    yaml.list(2, "tmpfs", host().path("Tmpfs").properties().stream().map(e -> e.getKey()).toList());
    yaml.line(2, "read_only: " + host().path("ReadonlyRootfs").asBoolean());
  }

  private void networks(YamlText yaml) {
    var mode = host().path("NetworkMode").asText();
    if (!mode.matches("default|bridge|")) {
      yaml.line(2, "# was on the network " + mode + "; here it is on the server's own");
    }
    var hosts = new TreeMap<String, String>();
    for (var entry : texts(host().path("ExtraHosts"))) {
      var colon = entry.indexOf(':');
      hosts.put(entry.substring(0, colon), entry.substring(colon + 1));
    }
    yaml.map(2, "extra_hosts", hosts);
  }

  private void security(YamlText yaml) {
    yaml.list(2, "cap_drop", capabilities("CapDrop"));
    yaml.list(2, "cap_add", capabilities("CapAdd"));
    if (host().path("Privileged").asBoolean()) {
      yaml.line(2, "# TODO: it runs privileged, which the policy denies: find out what it needs");
    }
  }

  private void limits(YamlText yaml) {
    var memory = host().path("Memory").asLong();
    if (memory > 0) {
      yaml.line(2, "mem_limit: " + (memory % MIB == 0 ? memory / MIB + "m" : memory + "b"));
    }
    var cpus = host().path("NanoCpus").asLong();
    if (cpus > 0) {
      yaml.line(2, "cpus: " + cpus / 1e9);
    }
    var pids = host().path("PidsLimit").asLong();
    if (pids > 0) {
      yaml.line(2, "pids_limit: " + pids);
    }
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
