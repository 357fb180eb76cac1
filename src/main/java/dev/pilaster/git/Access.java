package dev.pilaster.git;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to be let in: a private key and the host keys to expect (ssh), or a password (https).
 *
 * @param username for https; empty means the URL's own, else "git"
 */
record Access(
    Optional<Secret> sshKey,
    List<String> knownHosts,
    Optional<String> username,
    Optional<Secret> password) {
  static final Access NONE =
      new Access(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

  Access {
    knownHosts = List.copyOf(knownHosts);
  }

  static Access of(Site.Source source) {
    return new Access(source.sshKey(), source.knownHosts(), source.username(), source.password());
  }

  /** Reads the files anew, so that a replaced key counts at once. */
  static Access of(ConfigSource source) {
    return new Access(
        source.sshKeyFile().map(f -> Secret.of(text("ssh_key_file", f))),
        source
            .knownHostsFile()
            .map(f -> text("known_hosts_file", f).lines().toList())
            .orElse(List.of()),
        Optional.empty(),
        source.tokenFile().map(f -> Secret.of(text("token_file", f).strip())));
  }

  /** The message with every secret of ours hidden. */
  String redact(String message) {
    return password.map(p -> message.replace(p.reveal(), "•••")).orElse(message);
  }

  private static String text(String key, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      var message = "cannot read source." + key + " " + file + ": " + Failure.text(e);
      throw new HostException(HostException.Kind.TRANSIENT, message, e);
    }
  }
}
