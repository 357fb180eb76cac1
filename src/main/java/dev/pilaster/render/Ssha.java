package dev.pilaster.render;

import dev.pilaster.model.Name;
import dev.pilaster.model.Site;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A line of nginx's password file: {@code user:{SSHA}…} (ngx_http_auth_basic_module). */
final class Ssha {
  private Ssha() {}

  /** The salt follows from site and password, so that the same pillar gives the same file. */
  static String line(Site.BasicAuth auth, Name site) {
    var password = auth.password().reveal();
    var salt = Arrays.copyOf(sha("SHA-256", bytes(site + "\0" + password)), 8);
    var hash = sha("SHA-1", join(bytes(password), salt));
    return auth.user() + ":{SSHA}" + Base64.getEncoder().encodeToString(join(hash, salt)) + "\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] sha(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
