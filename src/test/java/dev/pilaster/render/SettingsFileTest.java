package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsFileTest {
  @Test
  void valuesKeepTheirTypes() {
    var nested = new LinkedHashMap<String, Object>();
    nested.put("list", List.of(1, "two", 3.5));
    nested.put("nothing", null);
    var text = text(Map.of("debug", false, "limit", 10L, "nested", nested, "empty", List.of()));
    assertThat(text)
        .isEqualTo(
            """
            <?php

            // Managed by Pilaster; edits are undone.
            return [
              'debug' => false,
              'empty' => [],
              'limit' => 10,
              'nested' => [
                'list' => [
                  1,
                  'two',
                  3.5,
                ],
                'nothing' => null,
              ],
            ];
            """);
  }

  @Test
  void noValueBreaksOut() {
    assertThat(text(Map.of("x", "a'b\\c$d?>\n\""))).contains("'x' => 'a\\'b\\\\c$d?>\n\"',");
  }

  @Test
  void aKeyIsEscapedLikeAValue() {
    assertThat(text(Map.of("it's", true))).contains("'it\\'s' => true");
  }

  @Test
  void aSecretIsWrittenInClear() {
    assertThat(text(Map.of("key", Secret.of("s3cret")))).contains("'key' => 's3cret'");
  }

  @Test
  void theSmallestIntegerStaysAnInteger() {
    assertThat(text(Map.of("min", Long.MIN_VALUE))).contains("'min' => PHP_INT_MIN");
  }

  @Test
  void aNulIsRefused() {
    assertThatThrownBy(() -> text(Map.of("x", "a\0b"))).hasMessageContaining("NUL");
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    assertThatThrownBy(() -> text(Map.of("x", Double.NaN))).hasMessageContaining("finite");
  }

  @Test
  void anIntegerThatPhpWouldRoundIsRefused() {
    assertThatThrownBy(() -> text(Map.of("x", BigInteger.ONE.shiftLeft(63))))
        .hasMessageContaining("too large");
  }

  @Test
  void theIncludeReturnsTheSettings() {
    assertThat(SettingsFile.include("/srv/sites/it's/config/a/settings.php"))
        .endsWith("return require '/srv/sites/it\\'s/config/a/settings.php';\n");
  }

  private static String text(Map<String, Object> values) {
    return SettingsFile.text(
        new Site.Settings(
            Optional.empty(),
            List.of(),
            true,
            "",
            "auto",
            new TreeMap<>(values),
            new TreeMap<>(),
            List.of()));
  }
}
