package dev.pilaster.git;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * Ssh with one key from memory and pinned host keys: no agent, no password, no {@code ~/.ssh}, and
 * nothing is written.
 */
final class Ssh implements AutoCloseable {
  /** What sshd waits for the greeting and the login; it reads this when a session begins. */
  private static final String LOGIN_MILLIS = "org.apache.sshd.config.auth-timeout";

  private static final File NOWHERE = new File("/nonexistent");

  private final PinnedHosts hosts;
  private final SshdSessionFactory sessions;

  /**
   * @param silence how long the login may take
   * @throws HostException INVALID when the key or a line of known_hosts cannot be read
   */
  Ssh(Access access, Duration silence) {
    System.setProperty(LOGIN_MILLIS, String.valueOf(silence.toMillis()));
    hosts = new PinnedHosts(access.knownHosts());
    var keys = access.sshKey().map(Ssh::keys).orElse(List.of());
    sessions =
        new SshdSessionFactoryBuilder()
            .setHomeDirectory(NOWHERE)
            .setSshDirectory(NOWHERE)
            .setConfigStoreFactory((home, file, user) -> null)
            .setPreferredAuthentications("publickey")
            .setDefaultIdentities(dir -> List.of())
            .setDefaultKeysProvider(dir -> keys)
            .setServerKeyDatabase((home, dir) -> hosts)
            .setConnectorFactory(null)
            .build(null);
  }

  void prepare(SshTransport transport) {
    transport.setSshSessionFactory(sessions);
  }

  /** Why the host was refused, when it was. */
  Optional<String> refusal() {
    return hosts.refusal();
  }

  private static List<KeyPair> keys(Secret secret) {
    var pem = new ByteArrayInputStream(secret.reveal().getBytes(StandardCharsets.UTF_8));
    var name = NamedResource.ofName("ssh key");
    var keys = new ArrayList<KeyPair>();
    try {
      var found = SecurityUtils.loadKeyPairIdentities(null, name, pem, FilePasswordProvider.EMPTY);
      if (found != null) {
        found.forEach(keys::add);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw unusable(e.getClass().getSimpleName());
    }
    if (keys.isEmpty()) {
      throw unusable("no private key in it");
    }
    return keys;
  }

  private static HostException unusable(String why) {
    return new HostException(
        HostException.Kind.INVALID,
        "the ssh key cannot be used (want an unencrypted OpenSSH or PEM private key): " + why);
  }

  @Override
  public void close() {
    sessions.close();
  }
}
