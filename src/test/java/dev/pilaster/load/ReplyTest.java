package dev.pilaster.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReplyTest {
  private static final String CHUNKED =
      """
      HTTP/1.1 200 OK
      Transfer-Encoding: chunked
      Connection: keep-alive

      5
      hello
      3
      end
      0

      """
          .replace("\n", "\r\n");

  private final Reply reply = new Reply();

  private void feed(String text) throws IOException {
    reply.feed(ByteBuffer.wrap(text.getBytes(US_ASCII)));
  }

  @Test
  void chunksMayArriveByteByByte() throws IOException {
    for (var i = 0; i < CHUNKED.length() - 1; i++) {
      feed(CHUNKED.substring(i, i + 1));
      assertThat(reply.done()).isFalse();
    }
    feed("\n");
    assertThat(reply.done()).isTrue();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.keeps()).isTrue();
    assertThat(reply.body()).asString(US_ASCII).isEqualTo("helloend");
  }

  @Test
  void aLengthEndsABody() throws IOException {
    feed("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbad");
    assertThat(reply.done()).isTrue();
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.keeps()).isFalse();
  }

  @Test
  void noBodyIsTheEndAsWell() throws IOException {
    feed("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    assertThat(reply.done()).isTrue();
  }

  @Test
  void onlyABodyWithoutALengthMayEndWithTheConnection() throws IOException {
    assertThat(reply.mayEndHere()).isFalse();
    feed("HTTP/1.1 200 OK\r\n");
    assertThat(reply.mayEndHere()).isFalse();
    feed("\r\nhello");
    assertThat(reply.mayEndHere()).isTrue();
    assertThat(reply.done()).isFalse();
    assertThat(reply.progress()).isEqualTo("in its BODY, with 5 bytes of body");
  }

  @Test
  void aMissingLastChunkIsNoEnd() throws IOException {
    feed(CHUNKED.substring(0, CHUNKED.indexOf("0\r\n\r\n")));
    assertThat(reply.mayEndHere()).isFalse();
    assertThat(reply.done()).isFalse();
  }

  @Test
  void anythingAfterTheEndIsAnError() {
    assertThatThrownBy(() -> feed(CHUNKED + "more")).isInstanceOf(ProtocolException.class);
  }

  @Test
  void whatIsNoHttpIsAnError() {
    assertThatThrownBy(() -> feed("hello\r\n"))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("not HTTP: hello");
  }
}
