package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TailTest {
  private final Tail tail = new Tail(5);

  private void write(String text) throws IOException {
    tail.write(text.getBytes(UTF_8));
  }

  @Test
  void whatFitsIsKept() throws IOException {
    write("ab");
    write("cde");
    assertThat(tail.text()).isEqualTo("abcde");
  }

  @Test
  void theBeginningGoesFirst() throws IOException {
    write("abcd");
    write("ef");
    tail.write('g');
    assertThat(tail.text()).isEqualTo("cdefg");
  }

  @Test
  void moreThanFitsAtOnceKeepsItsEnd() throws IOException {
    write("a");
    write("bcdefghijkl");
    assertThat(tail.text()).isEqualTo("hijkl");
  }
}
