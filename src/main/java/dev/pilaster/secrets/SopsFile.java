package dev.pilaster.secrets;

import dev.pilaster.model.Secret;
import dev.pilaster.secrets.SopsMetadata.AgeEntry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML file encrypted with SOPS to age recipients. {@code ${secret:file#name}} calls a value by
 * its key; keys of nested maps are joined by dots ({@code db.password}), items of a list are
 * numbered from 0 ({@code hosts.0}). Keys without a value (null) are absent. The whole file is
 * decrypted and its seal verified before any value is handed out.
 */
public final class SopsFile {
  private final String file;
  private final List<AgeEntry> recipients;
  private final List<Leaf> leaves;
  private final EncryptionRule rule;
  private final boolean macOnlyEncrypted;
  private final EncryptedValue mac;
  private final String sealedAt;
  private final int line;

  private SopsFile(String file, YamlNode.Mapping root) throws SecretException {
    SopsMetadata sops = SopsMetadata.of(file, root);
    this.file = file;
    this.line = sops.line();
    this.recipients = sops.age();
    this.rule = EncryptionRule.of(sops);
    this.macOnlyEncrypted = sops.macOnlyEncrypted();
    this.mac = sops.mac();
    this.sealedAt = sops.sealedAt();
    this.leaves = Leaf.of(file, root.without(SopsMetadata.KEY));
  }

  /** Reads the text of file {@code name} as far as that is possible without a key. */
  public static SopsFile parse(String name, String yaml) throws SecretException {
    return new SopsFile(name, YamlReader.read(name, yaml));
  }

  /** The names of all values, in document order: what can be checked without a key. */
  public List<String> names() {
    return leaves.stream().map(Leaf::name).toList();
  }

  /** All values by name as they stand in the file: another text for another value. */
  public Map<String, String> sealed() {
    Map<String, String> found = new LinkedHashMap<>();
    leaves.forEach(leaf -> found.put(leaf.name(), leaf.scalar().text()));
    return Collections.unmodifiableMap(found);
  }

  /** The age recipients that can open this file, {@code age1…}. */
  public List<String> recipients() {
    return recipients.stream().map(AgeEntry::recipient).toList();
  }

  /** All values by name, in document order. */
  public Map<String, Secret> decrypt(AgeKeys keys) throws SecretException {
    SopsReading reading =
        new SopsReading(file, DataKey.of(file, recipients, keys), rule, macOnlyEncrypted);
    Map<String, Secret> found = new LinkedHashMap<>();
    for (Leaf leaf : leaves) {
      found.put(leaf.name(), reading.value(leaf));
    }
    if (!reading.sealedBy(mac, sealedAt)) {
      throw new SecretException(
          file,
          line,
          "sops.mac",
          "MAC mismatch: something was added, removed, moved or edited without SOPS; take the last"
              + " good version from git and edit it with `sops`");
    }
    return Collections.unmodifiableMap(found);
  }

  @Override
  public String toString() {
    return "SopsFile[" + file + ", " + names() + "]";
  }
}
