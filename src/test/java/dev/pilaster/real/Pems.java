package dev.pilaster.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.Certificate;
import dev.pilaster.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;

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

  /** A certificate with its key. */
  public static Certificate certificate(String name) {
    return Certificate.of(text(name + ".crt"), text(name + ".key"));
  }
}
