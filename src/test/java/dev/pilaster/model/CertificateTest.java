package dev.pilaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.real.Pems;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "ec.crt, ec.key",
    "ec.crt, ec-sec1.key",
    "ec.crt, ec-params.key",
    "rsa.crt, rsa.key",
    "rsa.crt, rsa-pkcs1.key",
    "ed25519.crt, ed25519.key",
  })
  void aKeyOfAnyFormBelongsToItsCertificate(String certificate, String key) {
    var both = Certificate.of(Pems.text(certificate), Pems.text(key));
    assertThat(both.fault(NOW)).isEmpty();
    assertThat(both.pem().reveal())
        .isEqualTo(Pems.text(certificate).reveal() + Pems.text(key).reveal());
  }

  @ParameterizedTest
  @CsvSource({
    "ec.crt, rsa.key, the key does not belong to the certificate",
    "rsa.crt, ec.key, the key does not belong to the certificate",
    "rsa.crt, ec-sec1.key, the key does not belong to the certificate",
    "ec.crt, expired.key, the key does not belong to the certificate",
    "ec.crt, ec.crt, there is no key",
    "ec.key, ec.key, there is no certificate",
    "ec.crt, ec-encrypted.key, the key is encrypted",
  })
  void whatNginxWouldNotLoadIsRefused(String certificate, String key, String message) {
    assertThatThrownBy(() -> Certificate.of(Pems.text(certificate), Pems.text(key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aCertificateThatIsCutShortIsDamaged() {
    var whole = Pems.text("ec.crt").reveal();
    var cut = Secret.of(whole.replaceFirst("(?s)\n.{64}\n[^\n]+\n-----END", "\n-----END"));
    assertThat(cut.reveal()).isNotEqualTo(whole);
    assertThatThrownBy(() -> Certificate.of(cut, Pems.text("ec.key")))
        .hasMessageContaining("damaged");
  }

  @Test
  void oneThatHoldsNoMoreSaysSo() {
    assertThat(Pems.certificate("expired").fault(NOW)).contains("expired at 2020-12-31T00:00:00Z");
    assertThat(Pems.certificate("future").fault(NOW))
        .contains("does not hold before 2120-01-01T00:00:00Z");
  }

  @Test
  void nothingOfTheKeyIsPrinted() {
    assertThat(Pems.certificate("ec").toString()).doesNotContain("BEGIN");
  }
}
