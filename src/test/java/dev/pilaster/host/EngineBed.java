package dev.pilaster.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.model.Container;
import dev.pilaster.model.Exec;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A real engine with a name prefix of its own, and a network; everything under the prefix is gone
 * when it is closed. The engine's socket: {@code DOCKER_HOST}, or Docker's usual one.
 */
final class EngineBed implements AutoCloseable {
  static final String DATA = "pilaster-test-" + ProcessHandle.current().pid();
  private static final SecureRandom RANDOM = new SecureRandom();
  static final String HOST =
      System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");

  /** The second, later engine, which {@code packaging/test} starts. */
  static final String NEWER = "unix:///run/pilaster-newer-engine/docker.sock";

  final String prefix = "t" + Integer.toHexString(0x1000 + RANDOM.nextInt(0xf000)) + "-";
  final Path dir;
  final Engine engine;
  final Api api;
  final Server.Network network;

  /** {@code dir}: where config files are kept. */
  EngineBed(Path dir) {
    this(dir, HOST);
  }

  /** {@code host}: another engine's socket. */
  EngineBed(Path dir, String host) {
    this.dir = dir;
    api = new Api(host);
    engine = new Engine(host, prefix, dir.resolve("configs"));
    network = network("net", 5);
  }

  /** A network whose subnet nobody has; another one is tried when somebody does. */
  private Server.Network network(String name, int tries) {
    var subnet = "10.%d.%d.0/24".formatted(200 + RANDOM.nextInt(50), RANDOM.nextInt(256));
    var some = new Server.Network(name, subnet);
    try {
      engine.createNetwork(some);
      return some;
    } catch (HostException e) {
      if (tries > 0 && String.valueOf(e.getMessage()).contains("overlaps")) {
        return network(name, tries - 1);
      }
      throw e;
    }
  }

  /** A second network, {@code other}. */
  void addNetwork() {
    network("other", 5);
  }

  Draft draft() {
    return new Draft(network);
  }

  /** The one container of ours. */
  Container only() {
    var all = engine.containers();
    if (all.size() != 1) {
      throw new AssertionError("want one container, have " + all);
    }
    return all.get(0);
  }

  /** Makes the container again, as other hands would, with other words in the create call. */
  void recreate(Draft draft, Consumer<ObjectNode> alter) {
    var spec = draft.spec();
    var mounts = new ArrayList<>(spec.mounts());
    mounts.addAll(new Configs(dir.resolve("configs")).write(spec));
    var body = (ObjectNode) new Recipe(spec, new Prefix(prefix), mounts).json();
    alter.accept(body);
    var name = prefix + spec.name();
    api.json(Call.delete("remove by hand", "/containers/" + name + "?force=1"));
    api.json(Call.post("create by hand", "/containers/create?name=" + name).with(body));
  }

  /** {@code docker update}. */
  void update(Draft draft, Consumer<ObjectNode> alter) {
    var body = Api.JSON.createObjectNode();
    alter.accept(body);
    var path = "/containers/" + prefix + draft.spec().name() + "/update";
    api.json(Call.post("update by hand", path).with(body));
  }

  /** An editor that writes in place, so that the container sees it. */
  void overwriteConfigs(Draft draft, String text) {
    try {
      for (var mount : new Configs(dir.resolve("configs")).write(draft.spec())) {
        Files.setPosixFilePermissions(
            Path.of(mount.source()), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(Path.of(mount.source()), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code docker network disconnect}. */
  void disconnect(Draft draft, String from) {
    var body = Api.JSON.createObjectNode().put("Container", prefix + draft.spec().name());
    var path = "/networks/" + prefix + from + "/disconnect";
    api.json(Call.post("disconnect by hand", path).with(body));
  }

  /** What a command in the container {@code web-g1} says. */
  Execs.Output exec(String... command) {
    return engine.execs().run(command(Duration.ofSeconds(10), command), Feed.NOTHING);
  }

  /** A command for the container {@code web-g1}. */
  static Exec command(Duration timeout, String... command) {
    return new Exec(
        "web-g1", List.of(command), Optional.empty(), Optional.empty(), new TreeMap<>(), timeout);
  }

  /** Waits until it runs no more. */
  void awaitEnd(String container) {
    api.json(Call.post("wait", "/containers/" + prefix + container + "/wait"));
  }

  void removeContainers() {
    engine.containers().forEach(c -> engine.remove(c.name()));
  }

  /** The named volumes that cases make; a volume is never removed by the engine's adapter. */
  void removeVolumes() {
    for (var name : List.of(DATA, DATA + "-other")) {
      api.ask(Call.delete("remove volume", "/volumes/" + name));
    }
  }

  @Override
  public void close() throws IOException {
    removeContainers();
    removeVolumes();
    for (var name : List.of("net", "other")) {
      api.ask(Call.delete("remove network", "/networks/" + prefix + name));
    }
    api.close();
    engine.close();
  }
}
