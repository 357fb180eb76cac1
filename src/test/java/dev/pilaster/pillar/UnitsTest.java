package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  private final Problems problems = new Problems();

  private <T> Optional<T> read(Shape<T> shape, String yaml) {
    var node = Yaml.read("a.yaml", "k: " + yaml, problems.slice()).orElseThrow();
    var place = Place.of("a.yaml");
    var name = new Name("web1");
    var references = new References(p -> Optional.empty(), new PlainSecrets());
    var in = new Context(name, place, place, Optional.empty(), name, references, problems);
    return shape.read(((Node.Mapping) node).entries().get("k"), in);
  }

  @ParameterizedTest
  @CsvSource({
    "10s,PT10S",
    "5m,PT5M",
    "1h30m,PT1H30M",
    "90m,PT1H30M",
    "500ms,PT0.5S",
    "1m500ms,PT1M0.5S",
    "0s,PT0S"
  })
  void durationsAreHoursMinutesSecondsAndMilliseconds(String text, Duration duration) {
    assertThat(read(Units.DURATION, text)).hasValue(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "10 s", "1d", "30m1h", "-5s", "1.5h", "''", "[10s]"})
  void otherDurationsAreProblems(String text) {
    assertThat(read(Units.DURATION, text)).isEmpty();
    assertThat(problems.list()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "64,64",
    "64b,64",
    "1k,1024",
    "64m,67108864",
    "64M,67108864",
    "64mb,67108864",
    "1g,1073741824",
    "2T,2199023255552"
  })
  void sizesArePowersOf1024(String text, long bytes) {
    assertThat(read(Units.SIZE, text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5g", "1x", "-1", "m", "1 g", "99999999999999t", "true"})
  void otherSizesAreProblems(String text) {
    assertThat(read(Units.SIZE, text)).isEmpty();
    assertThat(problems.list()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"'\"0750\"',0750", "'\"644\"',0644", "'\"2770\"',02770"})
  void aModeIsATextInQuotes(String yaml, String octal) {
    assertThat(read(Units.MODE, yaml)).hasValue(Integer.parseInt(octal, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0750", "750", "0o750", "'\"0780\"'", "u=rw"})
  void aModeWithoutQuotesCouldMeanAnythingAndIsAProblem(String yaml) {
    assertThat(read(Units.MODE, yaml)).isEmpty();
    assertThat(problems.list().get(0).message()).contains("write it as a text in quotes");
  }

  @Test
  void aShareIsAPercentage() {
    assertThat(read(Units.PERCENT, "10%")).hasValue(10);
    assertThat(read(Units.PERCENT, "0.1")).isEmpty();
  }

  @Test
  void wholeNumbersMayBeOctalOrHexadecimal() {
    assertThat(read(Shapes.integer(0, 100), "0o17")).hasValue(15);
    assertThat(read(Shapes.integer(0, 100), "0x1F")).hasValue(31);
    assertThat(read(Shapes.integer(0, 100), "010")).hasValue(10);
  }

  @Test
  void aNumberBeyondAllBoundsIsAProblem() {
    assertThat(read(Shapes.integer(0, 100), "99999999999999999999")).isEmpty();
    assertThat(problems.list().get(0).message())
        .isEqualTo("99999999999999999999 is not between 0 and 100");
  }

  @Test
  void aLongValueIsNotQuotedInFull() {
    read(Units.SIZE, "x".repeat(10_000));
    assertThat(problems.list().get(0).message()).hasSizeLessThan(200);
  }
}
