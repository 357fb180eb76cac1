package dev.pilaster.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.GCMParameterSpec;

/**
 * {@code ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]}: one value as SOPS writes it (getsops,
 * aes/cipher.go). The type says what the value was in the plain file; it is not authenticated, so
 * it decides spelling only.
 */
final class EncryptedValue {
  private static final String MARK = "ENC[AES256_GCM,";
  private static final Pattern FORM =
      Pattern.compile(
          "ENC\\[AES256_GCM,data:(B),iv:(B),tag:(B),type:(str|int|float|bool|bytes|time)]"
              .replace("B", "[A-Za-z0-9+/]+={0,2}"));
  private static final int TAG_BYTES = 16;

  private final byte[] sealed;
  private final byte[] iv;
  private final boolean bool;

  private EncryptedValue(byte[] sealed, byte[] iv, boolean bool) {
    this.sealed = sealed;
    this.iv = iv;
    this.bool = bool;
  }

  static boolean looksLike(String text) {
    return text.startsWith(MARK);
  }

  /** Empty: the text does not have this form. */
  static Optional<EncryptedValue> parse(String text) {
    Matcher form = FORM.matcher(text);
    try {
      return form.matches() ? of(form) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<EncryptedValue> of(Matcher form) {
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] data = base64.decode(form.group(1));
    byte[] tag = base64.decode(form.group(3));
    if (tag.length != TAG_BYTES) {
      return Optional.empty();
    }
    byte[] sealed = ByteBuffer.allocate(data.length + tag.length).put(data).put(tag).array();
    boolean bool = form.group(4).equals("bool");
    return Optional.of(new EncryptedValue(sealed, base64.decode(form.group(2)), bool));
  }

  /** The ciphertext and its tag, as the JDK's cipher takes them; not to be changed. */
  byte[] sealed() {
    return sealed;
  }

  /** SOPS draws 32 random bytes where GCM usually has 12. */
  GCMParameterSpec parameters() {
    return new GCMParameterSpec(TAG_BYTES * Byte.SIZE, iv);
  }

  /** The text of the opened value, as YAML spells it: SOPS seals booleans as {@code True}. */
  String text(byte[] plain) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain)).toString();
    return bool && (text.equals("True") || text.equals("False"))
        ? text.toLowerCase(Locale.ROOT)
        : text;
  }
}
