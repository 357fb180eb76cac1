package dev.pilaster.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SOPS' seal over a file (getsops, sops.go): SHA-512 of the values in document order, one after the
 * other, as upper-case hex. Keys are not in it: those of encrypted values are bound by each value's
 * own additional data.
 */
final class SopsMac {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /**
   * SHA-256 of {@code sops}: the start of a seal over encrypted values only, so that it never
   * equals one over all values.
   */
  private static final String ONLY_ENCRYPTED =
      "8A3FD2AD54CE66527B1034F3D147BE0B0B975B3BF44F72C6FDADEC8176F27D69";

  private final MessageDigest digest;
  private final boolean onlyEncrypted;

  SopsMac(boolean onlyEncrypted) {
    this.onlyEncrypted = onlyEncrypted;
    try {
      digest = MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-512", e);
    }
    if (onlyEncrypted) {
      digest.update(HEX.parseHex(ONLY_ENCRYPTED));
    }
  }

  /** Counts the plain bytes of an encrypted value. */
  void encrypted(byte[] plain) {
    digest.update(plain);
  }

  /** Counts a value that stands in plain text, in SOPS' spelling. */
  void unencrypted(String canonical) {
    if (!onlyEncrypted) {
      digest.update(canonical.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Compares with the seal that the file carries; afterwards this one is used up. */
  boolean matches(byte[] sealed) {
    return MessageDigest.isEqual(
        HEX.formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII), sealed);
  }
}
