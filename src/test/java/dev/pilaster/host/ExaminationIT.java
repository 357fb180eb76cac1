package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.host.Doctor.Patient;
import dev.pilaster.host.Finding.Level;
import dev.pilaster.model.Observed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor at real parts in bad order, and again in good one. */
class ExaminationIT {
  private static final Path NOWHERE = Path.of("/nonexistent");

  @TempDir Path dir;

  private Finding finding(String engine, int port, String check) {
    var state = dir.resolve("state");
    var tools = new Observed.Tools("", "", "", "", "", "", "", ZoneOffset.UTC);
    var places =
        new Programs.Places(
            NOWHERE, NOWHERE, state, NOWHERE, NOWHERE, state, "", state, state, tools);
    var none = Optional.<Program>empty();
    return new Doctor(new Patient(engine, places, none, none, none, false, List.of(), port))
        .examine().stream().filter(f -> f.check().equals(check)).findFirst().orElseThrow();
  }

  private static void says(Finding finding, Level level, String text, String advice) {
    assertThat(finding.level()).as("%s", finding).isEqualTo(level);
    assertThat(finding.says()).contains(text);
    assertThat(finding.advice()).contains(advice);
  }

  @Test
  void anEngineIsAskedForItsStorageDriverAndMissedWhenItIsAway() throws Exception {
    var away = "";
    try (var own = new OwnEngine(dir.resolve("engine"), 64, "--storage-driver", "vfs")) {
      away = own.host();
      says(finding(away, 1, "engine"), Level.GOOD, "Docker ", "");
      says(
          finding(away, 1, "storage driver"),
          Level.WARN,
          "vfs is slow, or not known here",
          "use overlay2 (\"storage-driver\" in /etc/docker/daemon.json)");
    }
    says(
        finding(away, 1, "engine"),
        Level.BAD,
        away + " does not answer: ",
        "systemctl start docker");
    says(finding(EngineBed.HOST, 1, "storage driver"), Level.GOOD, "overlay2", "");
  }

  @Test
  void aPortThatAnotherProgramHasIsNamedUntilItIsFree() throws Exception {
    var port = free();
    var thief = new ProcessBuilder("busybox", "httpd", "-f", "-p", "127.0.0.1:" + port);
    var listening = thief.redirectErrorStream(true).start();
    try {
      await(port);
      says(
          finding(EngineBed.HOST, port, "ports"),
          Level.BAD,
          "busybox has 127.0.0.1:" + port,
          "stop it, or move it to another port or address");
    } finally {
      listening.destroy();
      assertThat(listening.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    says(finding(EngineBed.HOST, port, "ports"), Level.GOOD, "nobody else has ours", "");
  }

  @Test
  void aDiskThatIsFullIsNamedUntilThereIsRoom() throws IOException {
    var state = Files.createDirectory(dir.resolve("state"));
    try (var disk = SmallDisk.at(state, 2)) {
      disk.fill();
      var bad = finding(EngineBed.HOST, 1, "disk");
      says(bad, Level.BAD, "0% free at " + state, "make room: docker system df");
      disk.makeRoom();
      says(finding(EngineBed.HOST, 1, "disk"), Level.GOOD, "% free at " + state, "");
    }
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void await(int port) throws IOException, InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!sockets().contains("127.0.0.1:" + port + " ") && System.nanoTime() < end) {
      Thread.sleep(50);
    }
  }

  private static String sockets() {
    return Command.must(Duration.ofSeconds(10), List.of("ss", "-Hltn")).output();
  }
}
