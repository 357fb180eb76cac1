package dev.pilaster.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value is the vector of getsops, aes/cipher_test.go, TestDecrypt. */
class EncryptedValueTest {
  private static final String FOO =
      "ENC[AES256_GCM,data:oYyi,iv:MyIDYbT718JRr11QtBkcj3Dwm4k1aCGZBVeZf0EyV8o=,"
          + "tag:t5z2Z023Up0kxwCgw1gNxg==,type:str]";

  @Test
  void theVectorOfSopsOpens() throws Exception {
    assertThat(key().open(parsed(FOO), "bar:")).isEqualTo("foo".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bar", "baz:", "bar:baz:"})
  void anotherPlaceDoesNotOpen(String place) throws Exception {
    DataKey key = key();

    assertThatThrownBy(() -> key.open(parsed(FOO), place))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aDataKeyIsWipedOnceItIsTaken() throws Exception {
    byte[] bytes = "f".repeat(32).getBytes(UTF_8);

    assertThat(new DataKey(bytes)).isNotNull();
    assertThat(bytes).containsOnly(0);
  }

  @Test
  void aDataKeyOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new DataKey(new byte[16]))
        .hasMessage("a data key has 32 bytes, this one 16");
  }

  @ParameterizedTest
  @CsvSource({
    "str,True,True",
    "bool,True,true",
    "bool,False,false",
    "bool,PassWord,PassWord",
    "int,0755,0755"
  })
  void theTypeDecidesTheSpellingOfBooleansOnly(String type, String plain, String text)
      throws Exception {
    String value = FOO.replace("type:str", "type:" + type);

    assertThat(parsed(value).text(plain.getBytes(UTF_8))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "type:str,type:comment",
    "type:str,type:other",
    "type:str],type:str",
    "type:str],'type:str] '",
    "AES256_GCM,AES128_GCM",
    "oYyi,",
    "oYyi,oYy!",
    "t5z2Z023Up0kxwCgw1gNxg==,t5z2Z023",
    "ENC[,enc[",
  })
  void anotherFormIsNoValue(String part, String other) {
    assertThat(EncryptedValue.parse(FOO.replace(part, other == null ? "" : other))).isEmpty();
  }

  private static DataKey key() throws Exception {
    return new DataKey("f".repeat(32).getBytes(UTF_8));
  }

  private static EncryptedValue parsed(String text) {
    return EncryptedValue.parse(text).orElseThrow();
  }
}
