package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void blanksSeparate() {
    assertThat(Words.split("  a  b\tc\n")).containsExactly("a", "b", "c");
  }

  @Test
  void quotesKeepBlanksTogether() {
    assertThat(Words.split("sh -c 'echo \"a b\"' \"c 'd'\""))
        .containsExactly("sh", "-c", "echo \"a b\"", "c 'd'");
  }

  @Test
  void quotedPartsJoinTheirNeighbours() {
    assertThat(Words.split("--name='a b'c")).containsExactly("--name=a bc");
  }

  @Test
  void emptyQuotesAreAnEmptyWord() {
    assertThat(Words.split("a '' \"\"")).containsExactly("a", "", "");
  }

  @Test
  void aBackslashTakesTheNextCharacterAsItIs() {
    assertThat(Words.split("a\\ b \\\" 'c\\d'")).containsExactly("a b", "\"", "c\\d");
  }

  @Test
  void aQuoteThatIsNotClosedIsWrong() {
    assertThatThrownBy(() -> Words.split("a 'b")).hasMessage("a ' is not closed: a 'b");
  }
}
