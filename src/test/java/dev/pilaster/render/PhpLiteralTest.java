package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhpLiteralTest {
  @Test
  void valuesKeepTheirTypes() {
    var map = new LinkedHashMap<String, Object>();
    map.put("debug", false);
    map.put("limit", 10L);
    map.put("share", new BigDecimal("0.10"));
    map.put("list", List.of(1, "two", 3.5, List.of()));
    map.put("none", Map.of());
    map.put("nothing", null);
    assertThat(PhpLiteral.of(map))
        .isEqualTo(
            """
            [
              'debug' => false,
              'limit' => 10,
              'share' => 0.10,
              'list' => [
                1,
                'two',
                3.5,
                [],
              ],
              'none' => [],
              'nothing' => null,
            ]\
            """);
  }

  @Test
  void noValueBreaksOut() {
    assertThat(PhpLiteral.of("a'b\\c$d?>\n\"")).isEqualTo("'a\\'b\\\\c$d?>\n\"'");
  }

  @Test
  void aKeyIsEscapedLikeAValue() {
    assertThat(PhpLiteral.of(Map.of("it's", true))).contains("'it\\'s' => true");
  }

  @Test
  void aSecretIsWrittenInClear() {
    assertThat(PhpLiteral.of(Secret.of("s3cret"))).isEqualTo("'s3cret'");
  }

  @Test
  void theSmallestIntegerStaysAnInteger() {
    assertThat(PhpLiteral.of(Long.MIN_VALUE)).isEqualTo("PHP_INT_MIN");
  }

  @Test
  void aNulIsRefused() {
    assertThatThrownBy(() -> PhpLiteral.of("a\0b")).hasMessageContaining("NUL");
    assertThatThrownBy(() -> PhpLiteral.of(Map.of("a\0b", 1))).hasMessageContaining("NUL");
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    assertThatThrownBy(() -> PhpLiteral.of(Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(() -> PhpLiteral.of(Float.POSITIVE_INFINITY)).hasMessageContaining("finite");
  }

  @Test
  void anIntegerThatPhpWouldRoundIsRefused() {
    assertThatThrownBy(() -> PhpLiteral.of(BigInteger.ONE.shiftLeft(63)))
        .hasMessageContaining("too large");
  }
}
