package dev.pilaster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pilaster.api.ApiUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which agent a command talks to, with whose token, and what it says when nobody answers. */
@Tag("outer")
class WhereTest {
  @TempDir private Path directory;
  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Terminal bare() {
    return new Terminal().with("HOME", directory.toString());
  }

  private Path config() throws IOException {
    return Files.writeString(
        directory.resolve("agent.yaml"),
        "source: { url: /x }\napi: { listen: '0.0.0.0:%d' }\npaths: { state: state }\n"
            .formatted(api.port()));
  }

  private void write(String path, String text) throws IOException {
    var file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void rootNeedsNoTokenOnTheHost() throws IOException {
    write("state/api.token", ApiUnderTest.ADMIN + "\n");
    var result = bare().type("status", "--config", config().toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void theHostsOwnTokenGoesNowhereElse() throws IOException {
    write("state/api.token", ApiUnderTest.ADMIN + "\n");
    var url = "http://127.0.0.1:" + api.port();
    var result = bare().type("status", "--config", config().toString(), "--url", url);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("this needs a token");
  }

  @Test
  void aTokenIsTakenFromTheFirstPlaceThatHasOne() throws IOException {
    var url = "http://127.0.0.1:" + api.port() + "/";
    write(".config/pilaster/token", ApiUnderTest.READ);
    assertThat(bare().type("status", "--url", url).code()).isZero();
    assertThat(bare().with("PILASTER_TOKEN", "wrong").type("status", "--url", url).err())
        .contains("this token is not known");
    write("mine", ApiUnderTest.READ + "\n");
    var file = directory.resolve("mine").toString();
    var terminal = bare().with("PILASTER_TOKEN", "wrong");
    assertThat(terminal.type("status", "--url", url, "--token-file", file).code()).isZero();
    assertThat(terminal.type("status", "--url", url, "--token-file", "none").code()).isEqualTo(2);
  }

  @Test
  void aRoleThatIsTooWeakIsAFailure() {
    var terminal = Terminal.of(api).with("PILASTER_TOKEN", ApiUnderTest.READ);
    var result = terminal.type("sync");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("this needs the role sync\n");
  }

  @Test
  void whenNobodyListensItSaysWhere() {
    var result = bare().with("PILASTER_URL", "http://127.0.0.1:1").type("status");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("cannot reach the agent at http://127.0.0.1:1/: ");
  }

  @Test
  void whatIsNoAgentIsToldFromOne() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var other = HttpServer.create(address, 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(500, 0);
          exchange.getResponseBody().write("<html>".getBytes(UTF_8));
          exchange.close();
        });
    other.start();
    try {
      var url = "http://127.0.0.1:" + other.getAddress().getPort();
      var result = bare().with("PILASTER_URL", url).type("status");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).contains("does not answer like an agent");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void whatIsNoUrlIsInvalid() {
    assertThat(bare().type("status", "--url", "localhost:8460").code()).isEqualTo(2);
    assertThat(bare().type("status", "--url", "http://a b/").code()).isEqualTo(2);
  }

  @Test
  void settingsThatAreWrongAreInvalid() throws IOException {
    write("agent.yaml", "sever: web1\n");
    var result = bare().type("status", "--config", directory.resolve("agent.yaml").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("agent.yaml:1: sever: unknown key");
  }
}
