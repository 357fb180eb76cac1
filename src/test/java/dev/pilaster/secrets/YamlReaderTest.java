package dev.pilaster.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.secrets.YamlNode.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  @Test
  void keepsTextsStylesAndLines() throws Exception {
    YamlNode.Mapping read = YamlReader.read("f", "# first\na: 0755\nb: \"0755\"\nc: |\n  x\n");

    assertThat(read.entries())
        .extracting(YamlNode.Entry::value)
        .containsExactly(
            new Scalar("0755", true, 2), new Scalar("0755", false, 3), new Scalar("x\n", false, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "---\n", "~"})
  void anEmptyDocumentHasNoKeys(String text) throws Exception {
    assertThat(YamlReader.read("f", text).entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f:2 | a: 1/b: *x | anchors (&) and aliases (*)",
        "f:2 | a: 1/b: &x hunter2 | anchors (&) and aliases (*)",
        "f:1 | a: !!str hunter2 | tags (!)",
        "f:1 | a: !hunter2 | tags (!)",
        "f:1 | a: ! hunter2 | tags (!)",
        "f:2 | a: hunter2/a: hunter2 | a: this key stands twice",
        "f:2 | a: 1/---/b: hunter2 | a second document starts here",
        "f:1 | - hunter2 | expected keys with values",
        "f:1 | hunter2 | expected keys with values",
        "f:1 | 8080: hunter2 | a key is a text",
        "f:1 | ~: hunter2 | a key is a text",
        "f:1 | true: hunter2 | a key is a text",
        "f:1 | <<: {a: hunter2} | a key is a text",
        "f:1 | [a, b]: hunter2 | a key is a text",
        "f:2 | a: b/c: @hunter2 | is not YAML here",
        "f:2 | a: b/c: \"hunter2 | is not YAML here",
        "f:2 | a: b/c: hunter2: x | is not YAML here",
        "f:2 | a: b/c: \"\\qhunter2\" | is not YAML here",
      })
  void refusesWithTheLineAndNoValue(String place, String text, String reason) {
    assertThatThrownBy(() -> YamlReader.read("f", text.replace('/', '\n')))
        .isInstanceOf(SecretException.class)
        .hasMessageStartingWith(place)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  @Test
  void refusesControlCharacters() {
    assertThatThrownBy(() -> YamlReader.read("f", "a: hunter2\u0007"))
        .hasMessage("f: is not YAML: it holds control characters");
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 16, 5000})
  void depthIsBounded(int depth) {
    String text = "a: " + "[".repeat(depth) + "]".repeat(depth);

    if (depth == 15) {
      assertThat(text).satisfies(it -> YamlReader.read("f", it));
    } else {
      assertThatThrownBy(() -> YamlReader.read("f", text)).hasMessageContaining("nested too deep");
    }
  }

  @Test
  void sizeIsBounded() {
    assertThatThrownBy(() -> YamlReader.read("f", "a: [" + "x,".repeat(20_000) + "]"))
        .hasMessageContaining("is too large");
    assertThatThrownBy(() -> YamlReader.read("f", "a: " + "x".repeat(1 << 20)))
        .hasMessage("f: is longer than 1048576 characters");
    assertThatThrownBy(() -> YamlReader.read("f", "? " + "k".repeat(201) + "\n: v"))
        .hasMessageContaining("a key is a text of at most 200 characters");
  }
}
