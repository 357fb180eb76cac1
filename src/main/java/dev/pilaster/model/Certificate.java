package dev.pilaster.model;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A certificate, those that lead to its issuer, and its key.
 *
 * @param pem all of them, as nginx reads them from one file
 * @param from when it begins to hold
 * @param until when it has expired
 */
public record Certificate(Secret pem, Instant from, Instant until) {
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  /**
   * Reads both texts.
   *
   * @throws IllegalArgumentException with what is wrong, and nothing of the texts
   */
  public static Certificate of(Secret certificate, Secret key) {
    var pem = Secret.of(certificate.reveal().strip() + "\n" + key.reveal().strip() + "\n");
    if (certificate.withheld()) {
      return new Certificate(pem, Instant.MIN, Instant.MAX);
    }
    var own = chain(certificate.reveal()).get(0);
    if (!key.withheld() && !belongs(key(key.reveal()), own)) {
      throw new IllegalArgumentException("the key does not belong to the certificate");
    }
    return new Certificate(pem, own.getNotBefore().toInstant(), own.getNotAfter().toInstant());
  }

  /** Why it is no good at a moment; empty when it is. */
  public Optional<String> fault(Instant now) {
    if (now.isAfter(until)) {
      return Optional.of("expired at " + until);
    }
    return now.isBefore(from) ? Optional.of("does not hold before " + from) : Optional.empty();
  }

  private static List<X509Certificate> chain(String text) {
    var chain = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var block : Pem.blocks(text)) {
        if (block.label().equals("CERTIFICATE")) {
          var bytes = new ByteArrayInputStream(block.bytes());
          chain.add((X509Certificate) factory.generateCertificate(bytes));
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the certificate is damaged", e);
    }
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("there is no certificate: a PEM text is expected");
    }
    return chain;
  }

  private static Pem key(String text) {
    var key = Pem.blocks(text).stream().filter(Pem::isKey).findFirst();
    if (key.isEmpty()) {
      throw new IllegalArgumentException("there is no key: a PEM text is expected");
    }
    if (key.get().isEncrypted()) {
      throw new IllegalArgumentException("the key is encrypted, and nobody types its passphrase");
    }
    return key.get();
  }

  /** Whether what the key signs is verified by the certificate. */
  private static boolean belongs(Pem key, X509Certificate certificate) {
    try {
      var owner = certificate.getPublicKey();
      var algorithm = owner.getAlgorithm();
      var signature = Signature.getInstance(SIGNATURES.getOrDefault(algorithm, algorithm));
      signature.initSign(key.key(owner));
      signature.update(owner.getEncoded());
      var signed = signature.sign();
      signature.initVerify(owner);
      signature.update(owner.getEncoded());
      return signature.verify(signed);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
