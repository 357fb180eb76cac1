package dev.pilaster.git;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the config repository is (CONTRACT, agent.yaml, {@code source}).
 *
 * @param url an absolute path, or a file:, https: or ssh: URL, or {@code user@host:path}
 * @param branch short ({@code main}) or in full ({@code refs/heads/main})
 * @param path the pillar's root in the repository, "." for all of it
 * @param sshKeyFile a private key without a passphrase, read at every fetch
 * @param knownHostsFile the only host keys that are accepted
 * @param tokenFile the password for https; the user's name is taken from the URL, else "git"
 * @param allowRewind follow a branch that no longer contains the last commit read from it
 */
public record ConfigSource(
    String url,
    String branch,
    String path,
    Optional<Path> sshKeyFile,
    Optional<Path> knownHostsFile,
    Optional<Path> tokenFile,
    boolean allowRewind) {

  /** A repository that needs no credentials, with defaults for the rest. */
  public static ConfigSource of(String url, String branch) {
    return new ConfigSource(
        url, branch, ".", Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** The branch's full name. */
  String ref() {
    return branch.startsWith("refs/") ? branch : "refs/heads/" + branch;
  }
}
