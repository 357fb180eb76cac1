package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Check;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Name;
import dev.pilaster.model.Probe;
import dev.pilaster.real.Ask;
import dev.pilaster.real.Ports;
import dev.pilaster.real.RealFpm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PHP-FPM, asked as a candidate is asked. */
class ProbesIT {
  private static final Name PHP = new Name("php82");

  @TempDir Path dir;
  private Sockets sockets;
  private RealFpm fpm;
  private final Probes probes = new Probes("127.0.0.1:1", c -> Evidence.of(false, "not asked"));

  @BeforeEach
  void start() throws IOException {
    sockets = new Sockets(dir.resolve("run"), "root");
    sockets.make(PHP, 3, "fpm.sock");
    fpm = new RealFpm(dir.resolve("fpm"), sockets.socket(PHP, 3));
    script("good", "<?php echo $_SERVER['HTTP_HOST'], __FILE__;");
    script("broken", "<?php no_such_function();");
    script("lacking", "<?php if (!extension_loaded('nonesuch')) { http_response_code(503); }");
    script("slow", "<?php usleep(600000); echo 'end';");
  }

  @AfterEach
  void stop() {
    fpm.close();
  }

  private void script(String site, String text) throws IOException {
    var release = Files.createDirectories(dir.resolve(site).resolve("releases/r1"));
    Files.writeString(release.resolve("index.php"), text);
    Files.createSymbolicLink(dir.resolve(site).resolve("current"), Path.of("releases/r1"));
  }

  private Check.SiteCheck site(String name, int tolerated) {
    var current = dir.resolve(name).resolve("current").toString();
    return new Check.SiteCheck(
        new Name(name),
        name + ".example.com",
        "/?a=b",
        current,
        current + "/index.php",
        tolerated,
        Duration.ofSeconds(3),
        Check.Entry.OPEN,
        Check.Wanted.ANYTHING);
  }

  private Evidence ask(Check.SiteCheck... sites) {
    var socket = sockets.socket(PHP, 3).toString();
    return probes.check(new Check("php82-g3", new Probe.Fpm("/ping"), socket, 0, List.of(sites)));
  }

  @Test
  void aPoolAnswersPong() {
    assertThat(ask()).isEqualTo(Evidence.of(true, "pong"));
  }

  @Test
  void aPoolOnAnAddressIsAskedAsWell() throws IOException {
    var door = new InetSocketAddress(Ask.ip(127, 0, 0, 1), Ports.free());
    var sites = List.of(site("good", 499), site("broken", 499));
    var check = new Check("php82-g3", new Probe.Fpm("/ping"), "127.0.0.1", door.getPort(), sites);
    try (var other = new RealFpm(dir.resolve("tcp"), door)) {
      assertThat(other).isNotNull();
      var evidence = probes.check(check);
      assertThat(evidence.message()).isEqualTo("broken: GET broken.example.com/?a=b: answered 500");
      assertThat(evidence.statuses()).containsEntry(new Name("good"), 200);
    }
    assertThat(probes.check(check).message()).contains("127.0.0.1:" + door.getPort());
  }

  @Test
  void theDoorOfAnAddressIsWhatNginxReads() throws IOException {
    var app = new Name("app");
    sockets.make(app, 7, "172.30.0.3:3000");
    sockets.make(app, 7, "172.30.0.3:3000");
    sockets.point(app, 7);
    assertThat(dir.resolve("run/app/live/door").toRealPath().getFileName())
        .hasToString("172.30.0.3:3000");
  }

  @Test
  void theDoorOfASocketIsTheSocket() throws IOException {
    sockets.point(PHP, 3);
    assertThat(dir.resolve("run/php82/live/door").toRealPath())
        .isEqualTo(sockets.socket(PHP, 3).toRealPath());
  }

  @Test
  void anotherPingPathIsBad() {
    var socket = sockets.socket(PHP, 3).toString();
    var check = new Check("php82-g3", new Probe.Fpm("/elsewhere"), socket, 0, List.of());
    assertThat(probes.check(check).good()).isFalse();
  }

  @Test
  void everySiteIsAskedThroughTheSocket() {
    var evidence = ask(site("good", 499), site("slow", 499));
    assertThat(evidence.good()).isTrue();
    assertThat(evidence.statuses())
        .containsEntry(new Name("good"), 200)
        .containsEntry(new Name("slow"), 200);
  }

  @Test
  void aSiteThatBreaksIsNamed() {
    var evidence = ask(site("good", 499), site("broken", 499), site("lacking", 499));
    assertThat(evidence.good()).isFalse();
    assertThat(evidence.message())
        .contains("broken: GET broken.example.com/?a=b: answered 500")
        .contains("lacking: GET lacking.example.com/?a=b: answered 503")
        .doesNotContain("good:");
  }

  @Test
  void aSiteThatWasBrokenBeforeIsNoReason() {
    assertThat(ask(site("broken", 500)).good()).isTrue();
  }

  @Test
  void theScriptSeesTheRealRelease() throws IOException {
    var address = UnixDomainSocketAddress.of(sockets.socket(PHP, 3));
    var answer = FastCgi.ask(address, new Cgi(site("good", 499)).params(), Duration.ofSeconds(3));
    assertThat(answer.body())
        .isEqualTo("good.example.com" + dir.toRealPath() + "/good/releases/r1/index.php");
  }

  @Test
  void aPoolThatIsGoneIsEvidence() {
    fpm.close();
    var evidence = ask();
    assertThat(evidence.good()).isFalse();
    assertThat(evidence.message()).contains("fpm.sock");
  }

  @Test
  void itIsDrainedWhenTheLastRequestHasEnded() {
    assertThat(sockets.drained(sockets.socket(PHP, 3)).good()).isTrue();
    var request = CompletableFuture.supplyAsync(() -> ask(site("slow", 499)));
    var waited =
        Poll.until(Duration.ofSeconds(5), () -> !sockets.drained(sockets.socket(PHP, 3)).good());
    assertThat(waited).isTrue();
    assertThat(request.join().good()).isTrue();
    assertThat(
            Poll.until(Duration.ofSeconds(5), () -> sockets.drained(sockets.socket(PHP, 3)).good()))
        .isTrue();
  }
}
