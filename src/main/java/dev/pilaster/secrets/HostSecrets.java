package dev.pilaster.secrets;

import dev.pilaster.model.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Secrets that never leave the host: a plain YAML file of {@code /etc/pilaster/secrets}. Every
 * value is the text as written: {@code 0755}, {@code yes} and {@code 1e3} stay what they are. Names
 * are as in {@link SopsFile}.
 */
public final class HostSecrets {
  private HostSecrets() {}

  /**
   * The values of the text of file {@code name}, by dotted name; keys without a value are absent.
   */
  public static Map<String, Secret> parse(String name, String text) throws SecretException {
    YamlNode.Mapping root = YamlReader.read(name, text);
    Map<String, Secret> found = new LinkedHashMap<>();
    for (Leaf leaf : Leaf.of(name, root)) {
      if (EncryptedValue.looksLike(leaf.scalar().text())) {
        throw leaf.problem(
            name,
            "is encrypted with SOPS; files of the host are plain YAML (SOPS files belong into the repository's secrets/)");
      }
      found.put(leaf.name(), Secret.of(leaf.scalar().text()));
    }
    return Collections.unmodifiableMap(found);
  }
}
