package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that accepts and then hangs: every call ends at its deadline. */
@Tag("outer")
@Timeout(20)
class DeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Call CALL = Call.get("look", "/info").within(SHORT);

  @TempDir Path dir;
  private ServerSocketChannel server;
  private Wire wire;

  @BeforeEach
  void open() throws IOException {
    var path = dir.resolve("engine.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    wire = new Wire("unix://" + path);
  }

  @AfterEach
  void close() throws IOException {
    wire.close();
    server.close();
  }

  private HostException failure(Call call) {
    Wire.Reader<byte[]> all = (head, body) -> body.readAllBytes();
    return catchThrowableOfType(HostException.class, () -> wire.await(wire.send(call, "", all)));
  }

  @Test
  void engineThatNeverAnswersEndsTheCall() {
    var failure = failure(CALL);
    assertThat(failure).hasMessage("look: no answer within 200 ms");
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void engineThatStopsInTheMiddleOfAnAnswerEndsTheCall() throws IOException {
    var half =
        new Thread(
            () -> {
              try (var client = server.accept()) {
                var text = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
                client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                client.read(ByteBuffer.allocate(1000));
                client.read(ByteBuffer.allocate(1000));
              } catch (IOException e) {
                Thread.currentThread().interrupt();
              }
            });
    half.setDaemon(true);
    half.start();
    assertThat(failure(CALL)).hasMessage("look: no answer within 200 ms");
  }

  @Test
  void manyCallsThatHangLeaveConnectionsForTheNext() {
    var hurried = CALL.within(Duration.ofMillis(20));
    for (var i = 0; i < 100; i++) {
      assertThat(failure(hurried)).hasMessage("look: no answer within 20 ms");
    }
    assertThat(failure(CALL)).hasMessage("look: no answer within 200 ms");
  }

  @Test
  void socketThatIsNotThereIsSaidAtOnce() throws IOException {
    try (var api = new Api("unix://" + dir.resolve("nothing.sock"))) {
      var failure = catchThrowableOfType(HostException.class, () -> api.askAll(List.of(CALL), 1));
      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure).hasMessageContaining("nothing.sock");
    }
  }
}
