package dev.pilaster.secrets;

import dev.pilaster.secrets.YamlNode.Mapping;
import dev.pilaster.secrets.YamlNode.Scalar;
import dev.pilaster.secrets.YamlNode.Sequence;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code sops} key of a file: who can open it, what is encrypted, and the seal over all values
 * (getsops, stores/stores.go).
 */
record SopsMetadata(String file, Mapping mapping) {
  static final String KEY = "sops";

  private static final DateTimeFormatter GO_RFC3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

  /** The data key for one recipient, as an armored age file. */
  record AgeEntry(String recipient, String armored, int line) {}

  static SopsMetadata of(String file, Mapping root) throws SecretException {
    YamlNode sops = root.get(KEY).orElseThrow(() -> plain(file));
    if (sops instanceof Mapping mapping) {
      return new SopsMetadata(file, mapping);
    }
    throw new SecretException(file, sops.line(), KEY, "expected the keys that SOPS writes");
  }

  private static SecretException plain(String file) {
    return new SecretException(
        file,
        0,
        "",
        "is not a SOPS file (it has no `sops` key): encrypt it with `sops encrypt --in-place`,"
            + " and change every value that was committed in plain text");
  }

  /** One text of the metadata; empty when it is missing, null or "". */
  Optional<Scalar> text(String name) throws SecretException {
    Optional<YamlNode> node = mapping.get(name);
    if (node.isPresent() && !(node.get() instanceof Scalar)) {
      throw problem(node.get().line(), name, "expected a text");
    }
    return node.map(Scalar.class::cast)
        .filter(text -> !text.text().isEmpty() && ScalarKind.of(text) != ScalarKind.NULL);
  }

  /** The recipients that are age keys; at least one. */
  List<AgeEntry> age() throws SecretException {
    if (!list("key_groups").isEmpty()) {
      throw problem(
          line(),
          "key_groups",
          "a data key shared among groups (Shamir) is not supported: use one group of age recipients");
    }
    List<AgeEntry> entries = new ArrayList<>();
    for (YamlNode item : list("age")) {
      entries.add(ageEntry(item));
    }
    if (entries.isEmpty()) {
      throw problem(
          line(),
          "age",
          "no recipient is an age key, and others (PGP, KMS, Vault) are not supported");
    }
    return List.copyOf(entries);
  }

  /** Whether the seal covers the encrypted values only. */
  boolean macOnlyEncrypted() throws SecretException {
    Optional<Scalar> set = text("mac_only_encrypted");
    if (set.isPresent() && !set.get().text().matches("true|false")) {
      throw problem(set.get().line(), "mac_only_encrypted", "expected true or false");
    }
    return set.isPresent() && set.get().text().equals("true");
  }

  /** The seal itself. */
  EncryptedValue mac() throws SecretException {
    Scalar mac = required("mac");
    return EncryptedValue.parse(mac.text())
        .orElseThrow(() -> problem(mac.line(), "mac", "expected ENC[AES256_GCM,…]"));
  }

  /** What the seal is bound to: the time of the last edit, to the second, as Go spells RFC 3339. */
  String sealedAt() throws SecretException {
    Scalar edited = required("lastmodified");
    try {
      return GO_RFC3339.format(OffsetDateTime.parse(edited.text()).truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException fault) {
      throw problem(edited.line(), "lastmodified", "expected a time like 2026-01-31T12:00:00Z");
    }
  }

  int line() {
    return mapping.line();
  }

  SecretException problem(int line, String name, String problem) {
    return new SecretException(file, line, name.isEmpty() ? KEY : KEY + "." + name, problem);
  }

  private AgeEntry ageEntry(YamlNode item) throws SecretException {
    if (item instanceof Mapping entry
        && entry.get("recipient").orElse(entry) instanceof Scalar recipient
        && entry.get("enc").orElse(entry) instanceof Scalar armored) {
      return new AgeEntry(recipient.text(), armored.text(), armored.line());
    }
    throw problem(item.line(), "age", "each entry has a recipient and an enc");
  }

  private List<YamlNode> list(String name) throws SecretException {
    Optional<YamlNode> node = mapping.get(name);
    if (node.isPresent() && node.get() instanceof Sequence sequence) {
      return sequence.items();
    }
    if (node.isPresent() && (node.get() instanceof Mapping || text(name).isPresent())) {
      throw problem(node.get().line(), name, "expected a list");
    }
    return List.of();
  }

  private Scalar required(String name) throws SecretException {
    return text(name)
        .orElseThrow(
            () ->
                problem(
                    line(),
                    name,
                    "is missing; SOPS always writes it: this file was cut or edited by hand"));
  }
}
