package dev.pilaster.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.pilaster.model.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostSecretsTest {
  private static final String FILE = "/etc/pilaster/secrets/acme";

  @Test
  void valuesAreTheTextAsWritten() throws Exception {
    assertThat(HostSecrets.parse(FILE, "a: 0755\nb: yes\nc: 1_000\nd: true\ne: \"x\\ny\"\nf: ''\n"))
        .containsExactly(
            entry("a", Secret.of("0755")),
            entry("b", Secret.of("yes")),
            entry("c", Secret.of("1_000")),
            entry("d", Secret.of("true")),
            entry("e", Secret.of("x\ny")),
            entry("f", Secret.of("")));
  }

  @Test
  void nestedKeysAreJoinedByDotsAndItemsNumbered() throws Exception {
    assertThat(HostSecrets.parse(FILE, "db:\n  main: {password: x}\nlist: [a, {b: c}]\n"))
        .containsOnlyKeys("db.main.password", "list.0", "list.1.b");
  }

  @Test
  void keysWithoutAValueAreAbsent() throws Exception {
    assertThat(HostSecrets.parse(FILE, "a:\nb: ~\nc: null\nd: {}\ne: []\n")).isEmpty();
  }

  @Test
  void twoKeysOfOneNameAreRefused() {
    assertThatThrownBy(() -> HostSecrets.parse(FILE, "a.b: x\na:\n  b: y\n"))
        .hasMessage(
            FILE
                + ":3: a.b: two keys of this file have this name once their maps are joined by dots");
  }

  @Test
  void aSopsFileIsRefused() {
    assertThatThrownBy(() -> HostSecrets.parse(FILE, "a: ENC[AES256_GCM,data:x]\nsops: {mac: x}\n"))
        .hasMessageStartingWith(FILE + ":1: a: is encrypted with SOPS");
  }

  @Test
  void theMapCannotBeChanged() throws Exception {
    Map<String, Secret> secrets = HostSecrets.parse(FILE, "a: x");

    assertThatThrownBy(secrets::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
