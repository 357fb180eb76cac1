package dev.pilaster.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What {@code mysql_native_password} keeps of a password. */
public final class NativePassword {
  private NativePassword() {}

  /** {@code *} and SHA1(SHA1(password)) in capitals: enough to compare, not enough to log in. */
  public static Secret hash(Secret password) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      var once = sha1.digest(password.reveal().getBytes(StandardCharsets.UTF_8));
      return Secret.of("*" + HexFormat.of().withUpperCase().formatHex(sha1.digest(once)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
