package dev.pilaster.secrets;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import java.security.KeyPair;

/** Fresh age keys of one imagined host. */
record Keys(String identity, String recipient) {
  static Keys fresh() throws Exception {
    KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
    return new Keys(pair.getPrivate().toString(), pair.getPublic().toString());
  }

  AgeKeys age() throws SecretException {
    return AgeKeys.parse("age.key", identity);
  }
}
