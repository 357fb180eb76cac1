package dev.pilaster.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {
  private static String lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> n + "\n").collect(Collectors.joining());
  }

  @Test
  void theSameTextHasNoHunk() {
    assertThat(TextDiff.of("a\nb\n", "a\nb\n")).isEmpty();
    assertThat(TextDiff.of("", "")).isEmpty();
  }

  @Test
  void aChangedLineHasThreeLinesAroundIt() {
    assertThat(TextDiff.of(lines(0, 9), lines(0, 9).replace("4", "four")))
        .containsExactly("@@ -2,7 +2,7 @@", " 1", " 2", " 3", "-4", "+four", " 5", " 6", " 7");
  }

  @Test
  void linesThatAreNewOrGoneAreCountedAsDiffDoes() {
    assertThat(TextDiff.of("", "a\nb\n")).containsExactly("@@ -0,0 +1,2 @@", "+a", "+b");
    assertThat(TextDiff.of("a\n", "")).containsExactly("@@ -1,1 +0,0 @@", "-a");
    assertThat(TextDiff.of("a\nc\n", "a\nb\nc\n"))
        .containsExactly("@@ -1,2 +1,3 @@", " a", "+b", " c");
  }

  @Test
  void placesThatAreFarApartAreHunksOfTheirOwn() {
    var diff = TextDiff.of(lines(0, 30), lines(1, 29));
    assertThat(diff.stream().filter(l -> l.startsWith("@@")))
        .containsExactlyElementsOf(List.of("@@ -1,4 +1,3 @@", "@@ -27,4 +26,3 @@"));
    var near = TextDiff.of(lines(0, 9), lines(0, 9).replace("2", "x").replace("6", "y"));
    assertThat(near.stream().filter(l -> l.startsWith("@@"))).hasSize(1);
  }

  @Test
  void veryLongTextsAreReplacedAsAWhole() {
    var diff = TextDiff.of(lines(0, 3000), lines(5000, 8000));
    assertThat(diff).hasSize(6001).startsWith("@@ -1,3000 +1,3000 @@", "-0");
  }
}
