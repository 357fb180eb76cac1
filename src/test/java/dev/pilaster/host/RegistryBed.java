package dev.pilaster.host;

import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A real V2 registry (Debian's docker-registry) on a free port of loopback, with a password. */
final class RegistryBed implements AutoCloseable {
  static final Server.Credentials LOGIN = login("s3cret");

  /** {@code web1}, {@code s3cret}. */
  private static final String HTPASSWD =
      "web1:$2y$04$tSG4PiDS0xhAtvKK9Wo5hOf85jNGX6KjRbxxX0dwgtxr/2/8SQ7Ke\n";

  private static final String CONFIG =
      """
      version: 0.1
      log: { level: error, accesslog: { disabled: true } }
      storage: { filesystem: { rootdirectory: %1$s/data } }
      http: { addr: 127.0.0.1:%2$d }
      auth: { htpasswd: { realm: test, path: %1$s/htpasswd } }
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final String address;
  private final Path dir;
  private final int port;
  private Process process;

  RegistryBed(Path dir) throws IOException {
    this.dir = dir;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    address = "127.0.0.1:" + port;
    Files.writeString(dir.resolve("htpasswd"), HTPASSWD);
    Files.writeString(dir.resolve("config.yml"), CONFIG.formatted(dir, port));
    process = start();
  }

  static Server.Credentials login(String password) {
    return new Server.Credentials("web1", Secret.of(password));
  }

  private Process start() throws IOException {
    var config = dir.resolve("config.yml").toString();
    var started =
        new ProcessBuilder("docker-registry", "serve", config)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("log").toFile())
            .start();
    for (var end = System.nanoTime() + PATIENCE.toNanos(); !answers(); ) {
      if (!started.isAlive() || System.nanoTime() > end) {
        throw new IOException("docker-registry: " + Files.readString(dir.resolve("log")));
      }
    }
    return started;
  }

  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Pushes a local image as {@code <address>/<name>:<tag>}, and forgets that name locally. */
  void push(Api api, String image, String name, String tag) {
    var repository = address + "/" + name;
    var query = "?repo=" + repository + "&tag=" + tag;
    api.json(Call.post("tag", "/images/" + image + "/tag" + query));
    var json = "{\"username\": \"web1\", \"password\": \"s3cret\"}";
    var login =
        Base64.getUrlEncoder()
            .encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    var push = Call.post("push", "/images/" + repository + "/push?tag=" + tag);
    var text =
        api.read(
            push.header("X-Registry-Auth", login).within(Duration.ofMinutes(1)),
            body -> new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    if (text.contains("\"error\"")) {
      throw new AssertionError(text);
    }
    remove(api, repository + ":" + tag);
  }

  void remove(Api api, String image) {
    api.ask(Call.delete("remove image", "/images/" + image));
  }

  void restart() throws IOException {
    process = start();
  }

  void stop() {
    process.destroy();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
