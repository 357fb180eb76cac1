package dev.pilaster.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's dnsmasq on a port of its own, which reads every file of {@code <home>/dnsmasq.d}. */
public final class RealDnsmasq implements AutoCloseable {
  public final Path directory;
  public final Path hosts;
  public final int port;
  private final Path home;

  /** Prepares it; {@link #restart} starts it. */
  public RealDnsmasq(Path home) throws IOException {
    this.home = home;
    this.directory = Files.createDirectories(home.resolve("dnsmasq.d"));
    this.hosts = Files.createDirectories(home.resolve("hosts.d"));
    try (var socket = new DatagramSocket()) {
      this.port = socket.getLocalPort();
    }
    Files.writeString(
        home.resolve("main.conf"),
        """
        port=%d
        user=root
        pid-file=%s/pid
        log-facility=%s/log
        conf-dir=%s
        bind-dynamic
        listen-address=127.0.0.1
        """
            .formatted(port, home, home, directory));
    run(restart());
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  public List<String> check() {
    return List.of("dnsmasq", "--test", "-C", home.resolve("main.conf").toString());
  }

  /** Ends the one that runs, and starts another when it is gone. */
  public List<String> restart() {
    var script =
        """
        pid=$(cat "$1/pid" 2>/dev/null) && kill "$pid" &&
          while grep -q '^State:.[^Z]' "/proc/$pid/status" 2>/dev/null; do sleep 0.01; done
        exec dnsmasq -C "$1/main.conf"
        """;
    return List.of("sh", "-c", script, "sh", home.toString());
  }

  private static void run(List<String> argv) throws IOException {
    var process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    var pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
  }
}
