package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.real.Ask;
import dev.pilaster.real.FcgiEcho;
import dev.pilaster.real.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plain PHP site whose FPM is reached by an address: the rows of a socket's, and the switch. */
class PhpOverTcpIT {
  private static final String HOST = "acme.example.com";

  @TempDir static Path dir;
  private static final int PORT = Ports.free();
  private static Bed bed;
  private static FcgiEcho blue;
  private static FcgiEcho green;

  @BeforeAll
  static void serve() throws IOException {
    bed = new Bed(dir);
    blue = new FcgiEcho(new InetSocketAddress(Ask.ip(127, 0, 0, 2), PORT));
    green = new FcgiEcho(new InetSocketAddress(Ask.ip(127, 0, 0, 3), PORT));
    bed.door("php82", 2, "127.0.0.2:" + PORT);
    bed.door("php82", 3, "127.0.0.3:" + PORT);
    for (var file : List.of("index.php", "hello.php", "conf/open.php", "dir/index.php", "X.PHP")) {
      bed.code("acme", "web/" + file);
    }
    Files.createDirectory(bed.site("acme").resolve("releases/r1/web/folder.php"));
    bed.shared("acme", "files/x.php");
    bed.shared("acme", "files/y.jpg");
    bed.link("acme", "web/files", "../../../shared/files");
    bed.link("acme", "web/alias", "files");
    bed.link("acme", "web/linked.php", "files/x.php");
    var sample = bed.sample().domain(HOST).mount("web/files", true);
    sample.docroot = "web";
    sample.byAddress = true;
    sample.forbidden = List.of("/conf");
    sample.allowPhp = List.of("/conf/open.php", "/files/x.php");
    bed.serve(sample, "acme");
  }

  @BeforeEach
  void blueServes() throws IOException {
    bed.point("php82", 2);
  }

  @AfterAll
  static void stop() throws IOException {
    bed.close();
    blue.close();
    green.close();
  }

  private static Ask ask() {
    return bed.ask(HOST);
  }

  @ParameterizedTest
  @CsvSource({
    "/, /index.php, ''",
    "/node/1?x=1, /index.php, ''",
    "/index.php/node/1, /index.php, /node/1",
    "//index.php, /index.php, ''",
    "/hello.php/a/b, /hello.php, /a/b",
    "/dir/, /dir/index.php, ''",
    "/missing.jpg, /index.php, ''",
    "/files/../hello.php, /hello.php, ''",
    "/conf/open.php, /conf/open.php, ''",
  })
  void runs(String path, String script, String pathInfo) {
    var answer = ask().get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.param("SCRIPT_NAME")).isEqualTo(script);
    assertThat(answer.param("PATH_INFO")).isEqualTo(pathInfo);
    var root = bed.site("acme").resolve("releases/r1/web");
    assertThat(answer.param("SCRIPT_FILENAME")).isEqualTo(root + script);
    assertThat(answer.param("DOCUMENT_ROOT")).isEqualTo(root.toString());
    assertThat(answer.param("HTTP_HOST")).isEqualTo(HOST);
  }

  @ParameterizedTest
  @CsvSource({
    "/missing.php, 404",
    "/missing.php/a, 404",
    "/folder.php, 404",
    "/X.PHP, 404",
    "/linked.php, 404",
    "/alias/x.php, 404",
    "/files/x.php, 403",
    "/conf/closed.php, 403",
  })
  void doesNotRun(String path, int status) {
    var before = blue.requests();
    assertThat(ask().get(path).status()).isEqualTo(status);
    assertThat(blue.requests()).isEqualTo(before);
  }

  @Test
  void oneRenameSwitches() throws IOException {
    var before = green.requests();
    ask().get("/");
    assertThat(green.requests()).isEqualTo(before);
    bed.point("php82", 3);
    var answer = ask().post("a body").get("/");
    assertThat(answer.param("BODY")).isEqualTo("6");
    assertThat(green.requests()).isEqualTo(before + 1);
  }

  /** While a service moves from a socket to an address, its older generation has a socket. */
  @Test
  void aDoorThatIsASocketIsFollowedAsWell() throws IOException {
    var run = dir.resolve("run/php82/4");
    try (var socket = new FcgiEcho(run.resolve("fpm.sock"))) {
      Files.createSymbolicLink(run.resolve("door"), Path.of("fpm.sock"));
      bed.point("php82", 4);
      assertThat(ask().get("/").status()).isEqualTo(200);
      assertThat(socket.requests()).isEqualTo(1);
    }
  }

  @Test
  void aNewReleaseIsRunAtOnce() throws IOException {
    bed.copyRelease("acme", "r1", "r2");
    bed.flip("acme", "r2");
    assertThat(ask().get("/").param("SCRIPT_FILENAME")).endsWith("/releases/r2/web/index.php");
    bed.flip("acme", "r1");
  }

  @Test
  void filesThatAreNoProgramsAreServedAsEver() {
    assertThat(ask().get("/files/y.jpg").status()).isEqualTo(200);
    assertThat(ask().get("/files/y.jpg").header("Content-Type")).containsExactly("image/jpeg");
  }
}
