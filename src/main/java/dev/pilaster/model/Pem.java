package dev.pilaster.model;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One block of a PEM text (RFC 7468): its label, and what is between its lines.
 *
 * @param body base64, after the headers that only an encrypted key has (RFC 1421)
 */
record Pem(String label, String body) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;

  /** All blocks, in order; what stands around them says nothing. */
  static List<Pem> blocks(String text) {
    return BLOCK.matcher(text).results().map(m -> new Pem(m.group(1), m.group(2))).toList();
  }

  byte[] bytes() {
    return Base64.getMimeDecoder().decode(body);
  }

  boolean isKey() {
    return label.endsWith("PRIVATE KEY");
  }

  boolean isEncrypted() {
    return label.contains("ENCRYPTED") || body.contains("ENCRYPTED");
  }

  /**
   * The key in this block: PKCS #8, or one of the older forms, which leave it to others to name the
   * algorithm (PKCS #1, SEC 1).
   *
   * @param owner the public key that it shall belong to
   */
  PrivateKey key(PublicKey owner) throws GeneralSecurityException {
    var pkcs8 =
        label.equals("PRIVATE KEY")
            ? bytes()
            : der(SEQUENCE, VERSION_0, algorithm(owner), der(OCTETS, bytes()));
    return KeyFactory.getInstance(owner.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** The first member of SubjectPublicKeyInfo (RFC 5280), which is shorter than 128 bytes. */
  private static byte[] algorithm(PublicKey owner) {
    var info = owner.getEncoded();
    var start = info[1] >= 0 ? 2 : 2 + (info[1] & 0x7f);
    return Arrays.copyOfRange(info, start, start + 2 + info[start + 1]);
  }

  /** Tag, length and content (X.690); a content of at most 65,535 bytes. */
  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(content::writeBytes);
    var length = content.size();
    var der = new ByteArrayOutputStream();
    der.write(tag);
    if (length > 255) {
      der.write(0x82);
      der.write(length >> 8);
    } else if (length > 127) {
      der.write(0x81);
    }
    der.write(length);
    der.writeBytes(content.toByteArray());
    return der.toByteArray();
  }
}
