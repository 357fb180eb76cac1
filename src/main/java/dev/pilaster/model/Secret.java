package dev.pilaster.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A text that cannot be printed by accident: only {@link #reveal()} gives it away. No method looks
 * like a getter and the field is transient, so that serialisers that go by getters or by fields
 * write nothing of it.
 */
public final class Secret {
  private static final String SEAL = "sealed-";

  /** What stands for a secret, in whatever text it came to. */
  public static final String SEALED = SEAL + "[0-9a-f]{16}";

  private final transient String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /**
   * Stands for a secret that nobody opens here. Two of them are equal when what they are made of
   * is.
   */
  public static Secret sealed(String of) {
    return of(SEAL + of(of).digest().substring("sha256:".length()));
  }

  /** Whether it holds nothing but what stands for another one. */
  public boolean withheld() {
    return text.matches(SEALED);
  }

  /** The text itself; the caller must not log, print or store it in clear. */
  public String reveal() {
    return text;
  }

  /**
   * {@code sha256:} and the first sixteen hexadecimal digits: enough to see a change. A weak
   * password can be guessed from it: key it (HMAC) before it is shown or stored.
   */
  public String digest() {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      var bytes = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(bytes, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "•••";
  }
}
