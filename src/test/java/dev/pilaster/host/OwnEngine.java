package dev.pilaster.host;

import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An engine that a test may starve and stop, beside the machine's; it touches no firewall. */
final class OwnEngine implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** An engine without a bridge of its own would delete the one of the machine's. */
  private static final String BRIDGE = "pilaster-own0";

  private final Path dir;
  private final SmallDisk disk;
  private final List<String> options;
  private Process process;

  /** {@code mebibytes}: the size of the disk that its data is on. */
  OwnEngine(Path dir, int mebibytes, String... options) throws IOException, InterruptedException {
    this.dir = Files.createDirectory(dir);
    this.disk = SmallDisk.at(Files.createDirectory(dir.resolve("data")), mebibytes);
    this.options = List.of(options);
    // A killed run leaves its bridge.
    var bridge = "ip link delete %1$s 2>/dev/null; ip link add %1$s type bridge".formatted(BRIDGE);
    Command.must(PATIENCE, List.of("sh", "-c", bridge));
    Command.must(PATIENCE, List.of("ip", "address", "add", "10.199.0.1/24", "dev", BRIDGE));
    process = start();
  }

  String host() {
    return "unix://" + dir.resolve("docker.sock");
  }

  private Process start() throws IOException, InterruptedException {
    var argv = new ArrayList<>(List.of("dockerd", "-H", host()));
    argv.addAll(List.of("--data-root", disk.dir().toString()));
    argv.addAll(List.of("--exec-root", dir.resolve("exec").toString()));
    argv.addAll(List.of("--pidfile", dir.resolve("pid").toString()));
    argv.addAll(List.of("--bridge", BRIDGE, "--iptables=false", "--ip-masq=false"));
    argv.addAll(options);
    var log = ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile());
    var started = new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log).start();
    for (var end = System.nanoTime() + PATIENCE.toNanos(); !answers(); Thread.sleep(100)) {
      if (!started.isAlive() || System.nanoTime() > end) {
        throw new IOException("dockerd: " + Files.readString(dir.resolve("log")));
      }
    }
    return started;
  }

  private boolean answers() throws IOException {
    try (var api = new Api(host())) {
      api.prefix();
      return true;
    } catch (HostException e) {
      return false;
    }
  }

  /** Gives it an image of the machine's engine. */
  void load(String image) {
    var pipe =
        "docker -H '%s' save '%s' | docker -H '%s' load".formatted(EngineBed.HOST, image, host());
    Command.must(PATIENCE, List.of("sh", "-c", pipe));
  }

  /** Gives its disk another size. */
  void grow(int mebibytes) {
    var size = "remount,size=%dm".formatted(mebibytes);
    Command.must(PATIENCE, List.of("mount", "-o", size, disk.dir().toString()));
  }

  void restart() throws IOException, InterruptedException {
    stop();
    process = start();
  }

  private void stop() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    disk.close();
    Command.must(PATIENCE, List.of("ip", "link", "delete", BRIDGE));
  }
}
