package dev.pilaster.pillar;

import dev.pilaster.model.Secret;

/** Who opens secrets: the pillar knows where they are, not how they are kept. */
public interface Secrets {
  /**
   * {@code ${secret:file#key}}: a value of an encrypted file of the pillar.
   *
   * @param path the file, {@code secrets/<file>.yaml}
   * @param text what the file holds
   */
  Secret secret(String path, String text, String key) throws Failure;

  /**
   * {@code ${file:/etc/pilaster/secrets/name#key}}: a value of a YAML file of the host.
   *
   * @param path absolute, directly below {@code /etc/pilaster/secrets}
   */
  Secret hostFile(String path, String key) throws Failure;

  /** What stands in the pillar itself where a secret belongs, references in it opened. */
  default Secret plain(String text) {
    return Secret.of(text);
  }

  /** A secret that could not be had; the message says why and never holds a value. */
  final class Failure extends Exception {
    public Failure(String reason) {
      super(reason);
    }
  }
}
