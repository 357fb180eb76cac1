package dev.pilaster.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SOPS can do and Pilaster does not, and what is no SOPS file. */
class SopsRefusalTest {
  private static Keys host;
  private static String file;

  @BeforeAll
  static void writeAFile() throws Exception {
    host = Keys.fresh();
    file = new SopsWriter(host.recipient()).write(Map.of("key", "hunter2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "db_password: hunter2\n", "sops_mac: x\n"})
  void plainYamlIsNoSopsFile(String text) {
    assertThatThrownBy(() -> SopsFile.parse("secrets/acme.yaml", text))
        .hasMessage(
            "secrets/acme.yaml: is not a SOPS file (it has no `sops` key): encrypt it with `sops encrypt --in-place`,"
                + " and change every value that was committed in plain text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key_groups: [{age: []}] | sops.key_groups: a data key shared among groups (Shamir) is not supported",
        "encrypted_comment_regex: x | sops.encrypted_comment_regex: rules by comment are not supported",
        "unencrypted_comment_regex: x | sops.unencrypted_comment_regex: rules by comment are not supported",
        "mac_only_encrypted: maybe | sops.mac_only_encrypted: expected true or false",
        "mac_only_encrypted: [true] | sops.mac_only_encrypted: expected a text",
        "encrypted_regex: '(?=x)' | sops.encrypted_regex: is not a regular expression of Go's syntax",
        "encrypted_regex: '((a{100}){100}){100}' | sops.encrypted_regex: at most 500 characters, and no counted repetition",
      })
  void whatIsNotSupportedIsNamed(String metadata, String reason) {
    assertThatThrownBy(() -> SopsFile.parse("f", file + "    " + metadata + "\n"))
        .isInstanceOf(SecretException.class)
        .hasMessageMatching("f:[0-9]+: \\Q" + reason + "\\E.*");
  }

  @Test
  void twoRulesAreOneTooMany() {
    assertThatThrownBy(
            () -> SopsFile.parse("f", file + "    encrypted_regex: a\n    encrypted_suffix: b\n"))
        .hasMessageContaining("sops: only one of unencrypted_suffix");
  }

  @ParameterizedTest
  @CsvSource({"mac,is missing", "lastmodified,is missing", "age,no recipient is an age key"})
  void whatSopsAlwaysWritesMayNotBeMissing(String name, String reason) {
    String cut = file.replace("    " + name + ":", "    was_" + name + ":");

    assertThatThrownBy(() -> SopsFile.parse("f", cut))
        .hasMessageContaining("sops." + name + ": " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sops: x | f:1: sops: expected the keys that SOPS writes",
        "sops: {age: x} | f:1: sops.age: expected a list",
        "sops: {age: {a: b}} | f:1: sops.age: expected a list",
        "sops: {age: []} | f:1: sops.age: no recipient is an age key",
        "sops: {age: ~, pgp: [{fp: x}]} | f:1: sops.age: no recipient is an age key",
        "sops: {age: [x]} | f:1: sops.age: each entry has a recipient and an enc",
        "sops: {age: [{recipient: x}]} | f:1: sops.age: each entry has a recipient and an enc",
        "sops: {age: [{recipient: x, enc: y}], mac: z} | f:1: sops.mac: expected ENC[AES256_GCM,…]",
      })
  void anotherShapeIsRefused(String text, String reason) {
    assertThatThrownBy(() -> SopsFile.parse("f", text)).hasMessageStartingWith(reason);
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> SopsFile.parse("f", file.replace("2026-01-31T", "2026-13-31T")))
        .hasMessageContaining("sops.lastmodified: expected a time like");
  }

  @Test
  void aDamagedDataKeyIsNamed() throws Exception {
    SopsFile damaged = SopsFile.parse("f", file.replace("-----END AGE", "-----DONE AGE"));
    AgeKeys keys = host.age();

    assertThatThrownBy(() -> damaged.decrypt(keys))
        .hasMessageContaining("sops.age: the data key is damaged");
  }

  @Test
  void aDamagedDataKeyOfAnotherRecipientDoesNotMatter() throws Exception {
    String two =
        new SopsWriter(Keys.fresh().recipient(), host.recipient()).write(Map.of("key", "x"));

    assertThat(
            SopsFile.parse("f", two.replaceFirst("-----END AGE", "-----DONE AGE"))
                .decrypt(host.age()))
        .containsOnlyKeys("key");
  }

  @Test
  void anAmbiguousPlainValueIsRefused() throws Exception {
    SopsFile ambiguous = SopsFile.parse("f", "mode_unencrypted: 0755\n" + file);
    AgeKeys keys = host.age();

    assertThatThrownBy(() -> ambiguous.decrypt(keys))
        .hasMessageStartingWith(
            "f:1: mode_unencrypted: is read as different values by different YAML parsers");
  }

  @Test
  void binaryIsRefused() throws Exception {
    String binary = new SopsWriter(host.recipient()).write(Map.of("key", new byte[] {(byte) 0xff}));
    AgeKeys keys = host.age();

    assertThatThrownBy(() -> SopsFile.parse("f", binary).decrypt(keys))
        .hasMessage("f:1: key: is binary; a secret is a text in UTF-8");
  }

  @Test
  void namesFromTheRepositoryDoNotBreakALogLine() {
    assertThatThrownBy(
            () -> SopsFile.parse("f", "\"a\\nERROR forged\": x\n" + file).decrypt(host.age()))
        .hasMessageStartingWith("f:1: a?ERROR forged: stands in plain text");
  }

  @Test
  void anExpressionOfExponentialCostIsHarmless() throws Exception {
    String key = "a".repeat(199) + "!";
    String costly =
        new SopsWriter(host.recipient())
            .with("encrypted_regex", "x")
            .write(Map.of(key, "v"))
            .replace("encrypted_regex: x", "encrypted_regex: (a+)+$");

    assertThat(SopsFile.parse("f", costly).decrypt(host.age())).containsOnlyKeys(key);
  }
}
