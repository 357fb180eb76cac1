package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FramesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private void frame(int stream, String text) throws IOException {
    var output = new DataOutputStream(bytes);
    var body = text.getBytes(StandardCharsets.UTF_8);
    output.writeInt(stream << 24);
    output.writeInt(body.length);
    output.write(body);
  }

  private String read() throws IOException {
    return Frames.text(new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Test
  void bothStreamsAreReadInOrder() throws IOException {
    frame(1, "one\n");
    frame(2, "zwö\n");
    frame(1, "three\n");
    assertThat(read()).isEqualTo("one\nzwö\nthree\n");
  }

  @Test
  void nothingIsEmpty() throws IOException {
    assertThat(read()).isEmpty();
  }

  @Test
  void streamThatBreaksOffKeepsWhatCame() throws IOException {
    frame(1, "one\n");
    frame(1, "two\n");
    var all = bytes.toByteArray();
    var cut = Arrays.copyOf(all, all.length - 2);
    assertThat(Frames.text(new ByteArrayInputStream(cut))).isEqualTo("one\ntw");
  }

  @Test
  void onlyTheEndOfALongOutputIsKept() throws IOException {
    for (var i = 0; i < 40; i++) {
      frame(1, "x".repeat(32 * 1024));
    }
    frame(1, "end");
    assertThat(read()).hasSize(Frames.LIMIT).endsWith("xend");
  }
}
