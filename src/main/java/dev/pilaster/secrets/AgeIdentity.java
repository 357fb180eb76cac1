package dev.pilaster.secrets;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519KeyFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/**
 * One X25519 identity: what opens age files, and the public recipient {@code age1…} that it answers
 * to.
 */
record AgeIdentity(String recipient, RecipientStanzaReader reader) {
  private static final String X25519 = "AGE-SECRET-KEY-1";
  private static final Map<String, String> OTHERS = others();

  static AgeIdentity parse(String file, int line, String key) throws SecretException {
    if (!key.startsWith(X25519)) {
      throw new SecretException(file, line, "", refusal(key));
    }
    try {
      byte[] text = key.getBytes(StandardCharsets.US_ASCII);
      String recipient =
          new X25519KeyFactory().translateKey(new SecretKeySpec(text, "X25519")).toString();
      return new AgeIdentity(
          recipient, X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(key));
    } catch (GeneralSecurityException | RuntimeException damaged) {
      throw new SecretException(
          file,
          line,
          "",
          "this age key is damaged (its checksum or length is wrong): copy it again, whole");
    }
  }

  private static String refusal(String line) {
    return OTHERS.entrySet().stream()
        .filter(other -> line.startsWith(other.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("expected an age key (AGE-SECRET-KEY-1…) or a # comment");
  }

  private static Map<String, String> others() {
    String make = "; make an X25519 key with `age-keygen` and add it with `sops updatekeys`";
    Map<String, String> known = new LinkedHashMap<>();
    known.put("AGE-SECRET-KEY-PQ-1", "post-quantum age keys are not supported" + make);
    known.put("AGE-PLUGIN-", "age plugins are not supported" + make);
    known.put(
        "-----BEGIN AGE ENCRYPTED FILE",
        "this keys file is encrypted with a passphrase: nobody is there to type it; store it decrypted, mode 0400");
    known.put("-----BEGIN", "SSH keys are not supported as age identities" + make);
    known.put("ssh-", "this is a public SSH key" + make);
    known.put(
        "age1", "this is a public key: the host needs the AGE-SECRET-KEY-1… that belongs to it");
    return known;
  }
}
