package dev.pilaster.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.secrets.YamlNode.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Go's yaml.v3 takes plain scalars for; every line was compared with SOPS' own reading. */
class ScalarKindTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "nULL",
        "tRUE",
        "inf",
        "nan",
        "deadbeef",
        "77f",
        "10.0.0.5",
        "1.2.3",
        "10s",
        "64m",
        "172.30.0.0/24",
        "2024-release",
        "12:30:45",
        "1:30",
        "-----BEGIN KEY-----",
        "+e7",
        "e1",
        "0x",
        "ENC[AES256_GCM,",
        "="
      })
  void isAText(String text) {
    assertThat(ScalarKind.of(plain(text))).isEqualTo(ScalarKind.TEXT);
    assertThat(ScalarKind.TEXT.canonical(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
  void isNull(String text) {
    assertThat(ScalarKind.of(plain(text))).isEqualTo(ScalarKind.NULL);
  }

  @ParameterizedTest
  @CsvSource({"true,True", "True,True", "TRUE,True", "false,False", "False,False", "FALSE,False"})
  void isABoolean(String text, String canonical) {
    assertThat(ScalarKind.of(plain(text))).isEqualTo(ScalarKind.BOOL);
    assertThat(ScalarKind.BOOL.canonical(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "42,42",
    "-1,-1",
    "123456789012345678,123456789012345678",
    "1.5,1.5",
    "-0.25,-0.25",
    "0.30000000000000004,0.30000000000000004",
    "1e+06,1000000",
    "1.2345675e+06,1234567.5",
    "1e-07,0.0000001"
  })
  void isANumber(String text, String canonical) {
    assertThat(ScalarKind.of(plain(text))).isEqualTo(ScalarKind.NUMBER);
    assertThat(ScalarKind.NUMBER.canonical(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001-01-01T00:00:00Z", "2001-12-14T21:59:43.1-05:00"})
  void isATime(String text) {
    assertThat(ScalarKind.of(plain(text))).isEqualTo(ScalarKind.TIME);
    assertThat(ScalarKind.TIME.canonical(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0755",
        "0o755",
        "0x1F",
        "0b101",
        "-0x1F",
        "1_000",
        "+1",
        "00",
        "08",
        "1e3",
        "1E+05",
        "1.0",
        "1.",
        ".5",
        "1e400",
        "2001-01-01",
        "2001-12-14 21:59:43.10",
        "2001-12-14t21:59:43Z",
        ".inf",
        "+.inf",
        ".nan",
        "<<",
        "9223372036854775808"
      })
  void isAmbiguous(String text) {
    assertThat(ScalarKind.of(plain(text))).isEqualTo(ScalarKind.AMBIGUOUS);
  }

  @Test
  void aNumberOfHugeExponentIsNotSpelledOut() {
    assertThat(ScalarKind.of(plain("1e+999999999"))).isEqualTo(ScalarKind.AMBIGUOUS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "true", "42", "0755", "2001-01-01"})
  void quotedIsAlwaysAText(String text) {
    assertThat(ScalarKind.of(new Scalar(text, false, 1))).isEqualTo(ScalarKind.TEXT);
  }

  private static Scalar plain(String text) {
    return new Scalar(text, true, 1);
  }
}
