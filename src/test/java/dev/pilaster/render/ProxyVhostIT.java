package dev.pilaster.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.real.Ask;
import dev.pilaster.real.HttpEcho;
import dev.pilaster.real.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxied site behind a real nginx, with a blue and a green generation. */
class ProxyVhostIT {
  private static final String HOST = "shop.example.com";

  @TempDir Path dir;
  private final int port = Ports.free();
  private Bed bed;
  private HttpEcho blue;
  private HttpEcho green;

  @BeforeEach
  void serve() throws IOException {
    bed = new Bed(dir);
    blue = new HttpEcho("blue", at(2));
    green = new HttpEcho("green", at(3));
    bed.door("app", 1, "127.0.0.2:" + port);
    bed.door("app", 2, "127.0.0.3:" + port);
    bed.point("app", 1);
    var sample = bed.sample().domain(HOST).proxy(3000, true);
    sample.body = Optional.of("64k");
    bed.serve(sample, "shop");
  }

  @AfterEach
  void stop() throws IOException {
    bed.close();
    blue.close();
    green.close();
  }

  private InetSocketAddress at(int last) {
    return new InetSocketAddress(Ask.ip(127, 0, 0, last), port);
  }

  private Ask ask() {
    return bed.ask(HOST);
  }

  @Test
  void theApplicationIsToldWhoAsksForWhat() {
    var answer = ask().header("X-Forwarded-For: 192.0.2.1").header("Proxy: evil").get("/a%2Fb?c=d");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(blue.asked()).containsExactly("GET /a%2Fb?c=d HTTP/1.1");
    assertThat(answer.param("Host")).isEqualTo(HOST);
    assertThat(answer.param("X-Forwarded-Host")).isEqualTo(HOST);
    assertThat(answer.param("X-Forwarded-For")).isEqualTo("127.0.0.1");
    assertThat(answer.param("X-Real-IP")).isEqualTo("127.0.0.1");
    assertThat(answer.param("X-Forwarded-Proto")).isEqualTo("http");
    assertThat(answer.param("Connection")).isEqualTo("close");
    assertThat(answer.body()).doesNotContain("evil", "Upgrade");
  }

  @Test
  void oneRenameSwitches() throws IOException {
    for (var round = 0; round < 50; round++) {
      assertThat(ask().get("/").param("name")).isEqualTo("blue");
      bed.point("app", 2);
      assertThat(ask().get("/").param("name")).isEqualTo("green");
      bed.point("app", 1);
    }
  }

  @Test
  void aCandidateIsNotAsked() {
    ask().get("/");
    ask().post("x".repeat(5000)).get("/");
    assertThat(green.asked()).isEmpty();
  }

  @Test
  void anUploadGoesToTheGenerationThatServesWhenItIsComplete() throws IOException {
    try (var visitor = upload(20_000)) {
      bed.point("app", 2);
      blue.close();
      assertThat(finish(visitor, 20_000)).contains("name=green", "body=20000");
    }
  }

  @Test
  void anUploadAcrossTwoSwitchesDoesNotMeetTheCandidateOnItsOldAddress() throws IOException {
    try (var visitor = upload(20_000)) {
      bed.point("app", 2);
      blue.close();
      try (var candidate = new HttpEcho("candidate", at(2))) {
        bed.door("app", 3, "127.0.0.2:" + port);
        assertThat(finish(visitor, 20_000)).contains("name=green");
        assertThat(candidate.asked()).isEmpty();
      }
    }
  }

  /** Half of it; nginx is past the request's head when this returns. */
  private Socket upload(int bytes) throws IOException {
    var socket = new Socket(bed.address(), bed.port());
    socket.setSoTimeout(10_000);
    var head =
        List.of(
            "POST / HTTP/1.1",
            "Host: " + HOST,
            "Content-Length: " + bytes,
            "Connection: close",
            "Expect: 100-continue\r\n\r\n");
    socket.getOutputStream().write(String.join("\r\n", head).getBytes(ISO_8859_1));
    var ready = new String(socket.getInputStream().readNBytes(25), ISO_8859_1);
    assertThat(ready).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    socket.getOutputStream().write(new byte[bytes / 2]);
    return socket;
  }

  private static String finish(Socket socket, int bytes) throws IOException {
    socket.getOutputStream().write(new byte[bytes - bytes / 2]);
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  @Test
  void theApplicationsOwnErrorIsPassedOnAndNothingIsSentTwice() throws IOException {
    for (var status : new int[] {500, 502, 503, 504}) {
      var answer = ask().post("once").get("/status/" + status);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).isEqualTo("the application's own");
    }
    assertThat(ask().post("once").get("/drop").status()).isEqualTo(502);
    assertThat(ask().get("/drop").status()).isEqualTo(502);
    assertThat(blue.asked()).hasSize(6);
    assertThat(green.asked()).isEmpty();
  }

  @Test
  void withoutAnActiveGenerationNobodyIsAsked() throws IOException {
    bed.unpoint("app");
    assertThat(ask().get("/").status()).isEqualTo(500);
    assertThat(blue.asked()).isEmpty();
    assertThat(green.asked()).isEmpty();
  }

  @Test
  void aWebsocketIsPassedOn() throws Exception {
    var echoed = new CompletableFuture<String>();
    var uri = URI.create("ws://%s:%d/live".formatted(bed.address().getHostAddress(), bed.port()));
    try (var other = new HttpEcho("other", at(4))) {
      bed.door("app", 4, "127.0.0.4:" + port);
      bed.point("app", 4);
      bed.serve(plain(), "shop");
      var socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(uri, listener(echoed))
              .get(10, TimeUnit.SECONDS);
      socket.sendText("hello over there", true).get(10, TimeUnit.SECONDS);
      assertThat(echoed.get(10, TimeUnit.SECONDS)).isEqualTo("hello over there");
      assertThat(other.asked()).containsExactly("GET /live HTTP/1.1");
      socket.abort();
    }
  }

  /** The same site by the only name that a websocket client of Java asks for here. */
  private Sample plain() {
    return bed.sample().domain(bed.address().getHostAddress()).proxy(3000, true);
  }

  private static WebSocket.Listener listener(CompletableFuture<String> echoed) {
    return new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        echoed.complete(text.toString());
        return WebSocket.Listener.super.onText(socket, text, last);
      }
    };
  }

  @Test
  void withoutWebsocketNoUpgradeIsPassedOn() throws IOException {
    bed.serve(bed.sample().domain(HOST).proxy(3000, false), "shop");
    var answer = ask().header("Upgrade: websocket").header("Connection: Upgrade").get("/");
    assertThat(answer.body()).contains("name=blue").doesNotContain("Upgrade=");
  }

  @Test
  void anotherPortOfTheServiceIsReachedOnItsAddress() throws IOException {
    var second = Ports.free();
    try (var admin = new HttpEcho("admin", new InetSocketAddress(Ask.ip(127, 0, 0, 2), second))) {
      bed.serve(bed.sample().domain(HOST).proxy(second, false), "shop");
      assertThat(ask().get("/").param("name")).isEqualTo("admin");
      assertThat(admin.asked()).hasSize(1);
    }
  }

  @Test
  void whatIsTooLongIsRefused() {
    assertThat(ask().post("x".repeat(70_000)).get("/").status()).isEqualTo(413);
    assertThat(blue.asked()).isEmpty();
  }

  @Test
  void whatReadsTheBodyIsNoPageOfTheSite() {
    assertThat(ask().get("/.pilaster/body").status()).isEqualTo(404);
  }
}
