package dev.pilaster.secrets;

import static java.util.stream.Collectors.joining;

import dev.pilaster.secrets.SopsMetadata.AgeEntry;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** The key of one file: 32 bytes, AES-256-GCM. Takes the bytes over and wipes them. */
final class DataKey {
  private static final int BYTES = 32;
  private static final int MOST_SHOWN = 20;
  private static final int LONGEST_SHOWN = 70;

  private final SecretKeySpec key;

  /** Opens the data key with the first of our keys that fits one of the entries. */
  static DataKey of(String file, List<AgeEntry> entries, AgeKeys keys) throws SecretException {
    List<AgeEntry> damaged = new ArrayList<>();
    for (AgeEntry entry : entries) {
      try {
        Optional<byte[]> opened = keys.open(entry.armored());
        if (opened.isPresent()) {
          return new DataKey(opened.get());
        }
      } catch (GeneralSecurityException fault) {
        damaged.add(entry);
      }
    }
    throw damaged.isEmpty() ? notForUs(file, entries, keys) : damaged(file, damaged.get(0));
  }

  private static SecretException damaged(String file, AgeEntry entry) {
    String problem = "the data key is damaged, and no other entry is for this host";
    return new SecretException(file, entry.line(), "sops.age", problem);
  }

  private static SecretException notForUs(String file, List<AgeEntry> entries, AgeKeys keys) {
    String problem =
        "this host's age keys ("
            + String.join(", ", keys.recipients())
            + ") are not among the recipients ("
            + entries.stream().map(DataKey::shown).limit(MOST_SHOWN).collect(joining(", "))
            + "): add one to .sops.yaml and run `sops updatekeys`";
    return new SecretException(file, entries.get(0).line(), "sops.age", problem);
  }

  /** A post-quantum recipient has 2,000 characters. */
  private static String shown(AgeEntry entry) {
    String name = entry.recipient();
    return name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
  }

  DataKey(byte[] bytes) throws InvalidKeyException {
    if (bytes.length != BYTES) {
      throw new InvalidKeyException("a data key has " + BYTES + " bytes, this one " + bytes.length);
    }
    key = new SecretKeySpec(bytes, "AES");
    Arrays.fill(bytes, (byte) 0);
  }

  /**
   * Opens a value.
   *
   * @param bound the additional data: where the value stands; another place is another value
   */
  byte[] open(EncryptedValue value, String bound) throws GeneralSecurityException {
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.DECRYPT_MODE, key, value.parameters());
    gcm.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
    return gcm.doFinal(value.sealed());
  }
}
