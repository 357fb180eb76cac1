package dev.pilaster.preview;

import dev.pilaster.model.Secret;
import dev.pilaster.pillar.Secrets;
import dev.pilaster.secrets.SecretException;
import dev.pilaster.secrets.SopsFile;
import java.util.Optional;

/**
 * Secrets where no key is: a reference must lead to a value; of that is known whether it changed.
 *
 * @param all whether what the pillar says in clear is hidden as well
 */
public record SealedSecrets(boolean all) implements Secrets {
  @Override
  public Secret secret(String path, String text, String key) throws Failure {
    try {
      return Optional.ofNullable(SopsFile.parse(path, text).sealed().get(key))
          .map(there -> Secret.sealed(path + "#" + key + "\n" + there))
          .orElseThrow(() -> new Failure(path + " has no key \"" + key + "\""));
    } catch (SecretException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
  }

  /** A file of the host, which is another machine. */
  @Override
  public Secret hostFile(String path, String key) {
    return Secret.sealed(path + "#" + key);
  }

  @Override
  public Secret plain(String text) {
    var secret = Secret.of(text);
    return !all || secret.withheld() || isPublic(text) ? secret : Secret.sealed(text);
  }

  /** A certificate is shown to everybody who asks for it. */
  private static boolean isPublic(String text) {
    return text.contains("-----BEGIN CERTIFICATE-----") && !text.contains("PRIVATE KEY");
  }
}
