package dev.pilaster.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.Certificate;
import dev.pilaster.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * Certificates for acme.example.com and their keys, made with keytool and openssl. They hold from
 * 2025 to 2124, but for {@code expired} (2020) and {@code future} (2120).
 */
public final class Pems {
  private Pems() {}

  /** One of the files, such as {@code ec.crt}. */
  public static Secret text(String file) {
    try (var in = Pems.class.getResourceAsStream("/dev/pilaster/tls/" + file)) {
      return Secret.of(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first certificate of a file. */
  public static X509Certificate first(String file) throws GeneralSecurityException {
    var bytes = text(file).reveal().getBytes(UTF_8);
    var factory = CertificateFactory.getInstance("X.509");
    return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes));
  }

  /** A certificate with its key. */
  public static Certificate certificate(String name) {
    return Certificate.of(text(name + ".crt"), text(name + ".key"));
  }
}
