package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.real.FcgiEcho;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class FastCgiTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir Path dir;

  private FastCgi.Answer ask(
      Map<String, String> params, Function<SortedMap<String, String>, String> application)
      throws IOException {
    var socket = dir.resolve("fpm.sock");
    try (var server = new FcgiEcho(socket, application)) {
      assertThat(server.requests()).isZero();
      return FastCgi.ask(UnixDomainSocketAddress.of(socket), params, TIMEOUT);
    }
  }

  @Test
  void everyParameterArrives() throws IOException {
    var params = Map.of("A", "", "LONG_" + "N".repeat(200), "v".repeat(5000), "UTF", "é😀");
    var answer = ask(params, p -> "Content-Type: text/plain\r\n\r\n" + p);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", "text/plain");
    var expected = new TreeMap<>(params);
    expected.put("BODY", "0");
    assertThat(answer.body()).isEqualTo(expected.toString());
  }

  @Test
  void theStatusHeaderIsTheStatus() throws IOException {
    var answer = ask(Map.of(), p -> "Status: 503 Service Unavailable\nX-Y: z\n\nbusy");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("busy");
  }

  @Test
  void aStatusThatIsNoneIsAFailure() {
    assertThatThrownBy(() -> ask(Map.of(), p -> "Status: great\r\n\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("great");
  }

  @Test
  void whatNeverAnswersEndsAtTheDeadline() throws IOException {
    var socket = dir.resolve("fpm.sock");
    var never = new CountDownLatch(1);
    try (var server = new FcgiEcho(socket, p -> await(never))) {
      assertThat(server.requests()).isZero();
      var address = UnixDomainSocketAddress.of(socket);
      assertThatThrownBy(() -> FastCgi.ask(address, Map.of(), Duration.ofMillis(50)))
          .hasMessage("no answer in time");
    } finally {
      never.countDown();
    }
  }

  private static String await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "\r\n\r\n";
  }

  @Test
  void nobodyThereIsAFailure() {
    var address = UnixDomainSocketAddress.of(dir.resolve("none.sock"));
    assertThatThrownBy(() -> FastCgi.ask(address, Map.of(), TIMEOUT))
        .isInstanceOf(IOException.class);
  }
}
