package dev.pilaster.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Certificate;
import dev.pilaster.pillar.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SealedSecretsTest {
  private static final Path TLS = Path.of("src/test/resources/dev/pilaster/tls");
  private static final Path SOPS =
      Path.of("src/test/resources/dev/pilaster/secrets/sops-types.yaml");
  private static final SealedSecrets ALL = new SealedSecrets(true);

  @Test
  void theSameCiphertextIsTheSameSecretAndAnotherIsNot() throws IOException, Secrets.Failure {
    var text = Files.readString(SOPS);
    var name = "db.password";
    var one = ALL.secret("secrets/a.yaml", text, name);
    assertThat(one).isEqualTo(ALL.secret("secrets/a.yaml", text, name));
    var other = text.replace("data:zSUg", "data:zSUh");
    assertThat(ALL.secret("secrets/a.yaml", other, name)).isNotEqualTo(one);
    assertThat(one.withheld()).isTrue();
  }

  @Test
  void aKeyThatIsNotThereIsAProblem() throws IOException {
    var text = Files.readString(SOPS);
    assertThatThrownBy(() -> ALL.secret("secrets/a.yaml", text, "nothing"))
        .isInstanceOf(Secrets.Failure.class)
        .hasMessageContaining("has no key");
  }

  @Test
  void aSealedKeyGoesWithAnyCertificate() throws IOException {
    var certificate = Files.readString(TLS.resolve("ec.crt"));
    var key = ALL.plain(Files.readString(TLS.resolve("rsa.key")));
    assertThat(key.withheld()).isTrue();
    var both = Certificate.of(ALL.plain(certificate), key);
    assertThat(both.pem().reveal()).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE");
    assertThat(Certificate.of(key, key).fault(java.time.Instant.EPOCH)).isEmpty();
  }

  @Test
  void openOnesAreLeftToBeChecked() {
    var open = new SealedSecrets(false);
    assertThat(open.plain("a").reveal()).isEqualTo("a");
    assertThat(open.hostFile("/etc/pilaster/secrets/a", "b").withheld()).isTrue();
  }
}
