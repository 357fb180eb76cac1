package dev.pilaster.cli;

import dev.pilaster.model.Secret;
import dev.pilaster.pillar.Secrets;
import dev.pilaster.secrets.SecretException;
import dev.pilaster.secrets.SopsFile;

/** Secrets where no key is: a reference must lead to a value; what that is stays unknown. */
final class SealedSecrets implements Secrets {
  private static final Secret UNKNOWN = Secret.of("unknown");

  @Override
  public Secret secret(String path, String text, String key) throws Failure {
    try {
      if (SopsFile.parse(path, text).names().contains(key)) {
        return UNKNOWN;
      }
    } catch (SecretException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
    throw new Failure(path + " has no key \"" + key + "\"");
  }

  /** A file of the host, which is another machine. */
  @Override
  public Secret hostFile(String path, String key) {
    return UNKNOWN;
  }
}
