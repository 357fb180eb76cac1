package dev.pilaster.secrets;

import dev.pilaster.model.Secret;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import java.util.Locale;

/** One pass over the values of a file: opens each, and counts it into the seal. */
final class SopsReading {
  private final String file;
  private final DataKey key;
  private final EncryptionRule rule;
  private final boolean macOnlyEncrypted;
  private final SopsMac seal;

  SopsReading(String file, DataKey key, EncryptionRule rule, boolean macOnlyEncrypted) {
    this.file = file;
    this.key = key;
    this.rule = rule;
    this.macOnlyEncrypted = macOnlyEncrypted;
    this.seal = new SopsMac(macOnlyEncrypted);
  }

  /** The next value, in document order. */
  Secret value(Leaf leaf) throws SecretException {
    return Secret.of(rule.encrypts(leaf.keys()) ? encrypted(leaf) : unencrypted(leaf));
  }

  /** Whether the seal that the file carries is the one over the values read. */
  boolean sealedBy(EncryptedValue mac, String sealedAt) {
    try {
      return seal.matches(key.open(mac, sealedAt));
    } catch (GeneralSecurityException forged) {
      return false;
    }
  }

  /** SOPS leaves an empty text as it is: there is nothing to hide. */
  private String encrypted(Leaf leaf) throws SecretException {
    return leaf.scalar().text().isEmpty() ? "" : opened(leaf, parsed(leaf));
  }

  private EncryptedValue parsed(Leaf leaf) throws SecretException {
    String text = leaf.scalar().text();
    String problem =
        EncryptedValue.looksLike(text)
            ? "the encrypted value is damaged: expected ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]"
            : "stands in plain text where the file's rule wants it encrypted: change the value, it"
                + " was published, and edit with `sops`";
    return EncryptedValue.parse(text).orElseThrow(() -> leaf.problem(file, problem));
  }

  private String opened(Leaf leaf, EncryptedValue value) throws SecretException {
    try {
      byte[] plain = key.open(value, String.join(":", leaf.keys()) + ":");
      seal.encrypted(plain);
      return value.text(plain);
    } catch (CharacterCodingException binary) {
      throw leaf.problem(file, "is binary; a secret is a text in UTF-8");
    } catch (GeneralSecurityException forged) {
      throw leaf.problem(
          file, "does not decrypt: the value was damaged, or moved here from another key or file");
    }
  }

  private String unencrypted(Leaf leaf) throws SecretException {
    String text = leaf.scalar().text();
    if (EncryptedValue.looksLike(text)) {
      throw leaf.problem(file, "is encrypted where the file's rule wants plain text");
    }
    ScalarKind kind = ScalarKind.of(leaf.scalar());
    if (kind == ScalarKind.AMBIGUOUS && !macOnlyEncrypted) {
      throw leaf.problem(
          file,
          "is read as different values by different YAML parsers: edit with `sops` and quote it there,"
              + " or set mac_only_encrypted");
    }
    seal.unencrypted(kind.canonical(text));
    return kind == ScalarKind.BOOL ? text.toLowerCase(Locale.ROOT) : text;
  }
}
