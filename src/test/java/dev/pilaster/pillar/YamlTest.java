package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
  private final List<String> problems = new ArrayList<>();

  private Optional<Node> read(String text) {
    return Yaml.read(
        "a.yaml", text, (place, message) -> problems.add(place.text() + ": " + message));
  }

  private Node.Mapping map(String text) {
    return (Node.Mapping) read(text).orElseThrow();
  }

  private Node.Scalar value(String scalar) {
    return (Node.Scalar) map("k: " + scalar).entries().get("k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "yes", "no", "Off", "y", "2026-01-01", "1:30", "1_000", "0o", "+"})
  void wordsOfYaml11AreStrings(String text) {
    assertThat(value(text)).extracting("text", "type").containsExactly(text, ScalarType.STRING);
  }

  @ParameterizedTest
  @CsvSource({
    "true,BOOL",
    "FALSE,BOOL",
    "null,NULL",
    "~,NULL",
    "12,INT",
    "-12,INT",
    "0750,INT",
    "0o17,INT",
    "0x1F,INT",
    "1.5,FLOAT",
    "1e3,FLOAT",
    ".inf,FLOAT",
    "'\"12\"',STRING",
    "'\"null\"',STRING"
  })
  void plainScalarsAreTypedByTheCoreSchema(String text, ScalarType type) {
    assertThat(value(text).type()).isEqualTo(type);
  }

  @Test
  void anEmptyValueIsNull() {
    assertThat(map("k:\nl: 1\n").entries().get("k").isNull()).isTrue();
  }

  @Test
  void blockScalarsAreTextsOfManyLines() {
    assertThat(value("|\n  12\n  13\n"))
        .extracting("text", "type")
        .containsExactly("12\n13\n", ScalarType.STRING);
  }

  @Test
  void everyValueKnowsItsFileLineAndPath() {
    var list =
        (Node.Sequence) map("a:\n  b:\n    - x\n    - y\n").mapping("a").get().get("b").get();
    assertThat(list.items().get(1).place()).isEqualTo(new Place("a.yaml", 4, "a.b[1]"));
  }

  @Test
  void anEmptyDocumentIsNull() {
    assertThat(read("# nothing\n").orElseThrow().isNull()).isTrue();
    assertThat(problems).isEmpty();
  }

  @Test
  void theByteOrderMarkIsNoPartOfTheFirstKey() {
    assertThat(map("\uFEFFa: '1'").get("a")).isPresent();
  }

  @Test
  void quotesAreSeenBehindCharactersOutsideTheBasicPlane() {
    assertThat(((Node.Scalar) map("😀: '1'").entries().get("😀")).type())
        .isEqualTo(ScalarType.STRING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: *x        | a.yaml:1: aliases (*name) are not supported",
        "a: &x 1      | a.yaml:1: anchors (&name) are not supported",
        "&x a: 1      | a.yaml:1: anchors (&name) are not supported",
        "a: !x 1      | a.yaml:1: tags (!name) are not supported",
        "a: !!str 1   | a.yaml:1: tags (!name) are not supported",
        "<<: {b: 1}   | a.yaml:1: merge keys (<<) are not supported",
        "{a: 1, a: 2} | a.yaml:1: duplicate key \"a\", first in line 1",
        "*x : 1       | a.yaml:1: not YAML as we read it: a key must be a single text",
        "'[a]: 1'     | a.yaml:1: not YAML as we read it: a key must be a single text",
        "'\"a'        | a.yaml:1: not YAML: while scanning a quoted scalar: found unexpected end",
      })
  void whatWeDoNotReadIsAProblem(String text, String problem) {
    read(text);
    assertThat(problems).first().asString().startsWith(problem);
  }

  @Test
  void aSecondDocumentIsAProblem() {
    read("a: 1\n---\nb: 2\n");
    assertThat(problems)
        .containsExactly("a.yaml:3: a second document starts here; one file is one document");
  }

  @Test
  void anEmptySecondDocumentIsAProblemToo() {
    read("a: 1\n---\n");
    assertThat(problems).hasSize(1);
  }

  @Test
  void smallerProblemsDoNotEndTheReading() {
    assertThat(map("a: *x\nb: &y 1\nc: 2\na: 3\n").entries()).containsKeys("a", "b", "c");
    assertThat(problems).hasSize(3);
  }

  @Test
  void aSyntaxErrorNamesTheLineOfTheProblem() {
    assertThat(read("a: 1\nb: 2\n c: 3\n")).isEmpty();
    assertThat(problems).containsExactly("a.yaml:3: not YAML: mapping values are not allowed here");
  }

  @Test
  void aSyntaxErrorDoesNotQuoteTheFile() {
    read("password: 'hunter2\n");
    assertThat(problems).hasSize(1).first().asString().doesNotContain("hunter2");
  }

  @Test
  void controlCharactersAreAProblem() {
    read("a: \u0001\n");
    assertThat(problems).containsExactly("a.yaml: not YAML: it holds control characters");
  }

  @Test
  void aFileHasABoundedSize() {
    assertThat(read("a: " + "x".repeat(Yaml.MOST_CHARS))).isEmpty();
    assertThat(problems).containsExactly("a.yaml: is larger than 256 KiB");
  }

  @Test
  void aFileHasABoundedDepth() {
    assertThat(read("[".repeat(100_000))).isEmpty();
    assertThat(problems).containsExactly("a.yaml:1: is nested deeper than 32 levels");
  }

  @Test
  void aNulCharacterIsAProblem() {
    read("a: \"b\\0c\"\n");
    assertThat(problems)
        .containsExactly("a.yaml:1: holds a NUL character, which no file and no program takes");
  }
}
