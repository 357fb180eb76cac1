package dev.pilaster.host;

import dev.pilaster.model.Container;
import dev.pilaster.model.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A real engine with a name prefix of its own, and a network; everything under the prefix is gone
 * when it is closed. The engine's socket: {@code DOCKER_HOST}, or Docker's usual one.
 */
final class EngineBed implements AutoCloseable {
  static final String HOST =
      System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");

  final String prefix = "t" + Integer.toHexString(new SecureRandom().nextInt(0x10000)) + "-";
  final Path dir;
  final Engine engine;
  final Api api = new Api(HOST);
  final Server.Network network;

  /** {@code third}: the third octet of the subnet 10.213.x.0/24, different for every test class. */
  EngineBed(Path dir, int third) {
    this.dir = dir;
    engine = new Engine(HOST, prefix, dir.resolve("configs"));
    network = new Server.Network(Draft.NETWORK, "10.213." + third + ".0/24");
    engine.createNetwork(network);
  }

  /** The one container of ours. */
  Container only() {
    var all = engine.containers();
    if (all.size() != 1) {
      throw new AssertionError("want one container, have " + all);
    }
    return all.get(0);
  }

  /** Waits until it runs no more. */
  void awaitEnd(String container) {
    api.json(Call.post("wait", "/containers/" + prefix + container + "/wait"));
  }

  void removeContainers() {
    engine.containers().forEach(c -> engine.remove(c.name()));
  }

  @Override
  public void close() throws IOException {
    removeContainers();
    api.ask(Call.delete("remove network", "/networks/" + prefix + Draft.NETWORK));
    api.close();
    engine.close();
  }
}
