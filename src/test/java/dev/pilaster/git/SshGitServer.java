package dev.pilaster.git;

import dev.pilaster.model.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.UploadPack;

/** A real ssh server on loopback that serves one repository to one key. */
final class SshGitServer implements AutoCloseable {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair host = key("ssh-ed25519");
  private final KeyPair user = key("ssh-ed25519");
  private final Set<String> allowed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sessions = new AtomicInteger();

  SshGitServer(TestRepo origin) throws IOException {
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(host));
    server.setPublickeyAuthenticator((name, key, s) -> allowed.contains(line(key)));
    server.setCommandFactory((channel, command) -> new Upload(command, origin));
    server.start();
    allow(line(user.getPublic()));
  }

  /** Lets a key in: its kind and its base64. */
  void allow(String publicKey) {
    allowed.add(publicKey);
  }

  private static String line(PublicKey key) {
    return PublicKeyEntry.toString(key);
  }

  static KeyPair key(String type) {
    try {
      return KeyUtils.generateKeyPair(type, type.equals("ssh-rsa") ? 1024 : 256);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "ssh://git@localhost:" + server.getPort() + "/srv/acme.git";
  }

  int sessions() {
    return sessions.get();
  }

  /** The key that may read, as OpenSSH writes it. */
  String userKey() {
    return pem(user);
  }

  static String pem(KeyPair key) {
    try {
      var out = new ByteArrayOutputStream();
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The line of known_hosts that names this server. */
  String knownHost() {
    return knownHost(host);
  }

  String knownHost(KeyPair key) {
    return "[localhost]:" + server.getPort() + " " + line(key.getPublic());
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code git-upload-pack '/srv/acme.git'}. */
  private final class Upload extends AbstractCommandSupport {
    private final TestRepo origin;

    Upload(String command, TestRepo origin) {
      super(command, null);
      this.origin = origin;
    }

    @Override
    public void run() {
      sessions.incrementAndGet();
      try (Repository repository =
          new FileRepositoryBuilder().setGitDir(origin.dir().toFile()).build()) {
        var upload = new UploadPack(repository);
        var protocol = getEnvironment().getEnv().getOrDefault("GIT_PROTOCOL", "");
        upload.setExtraParameters(Arrays.asList(protocol.split(":")));
        upload.upload(getInputStream(), getOutputStream(), getErrorStream());
        onExit(getCommand().equals("git-upload-pack '/srv/acme.git'") ? 0 : 1);
      } catch (IOException e) {
        onExit(1, e.getMessage());
      }
    }
  }

  /** Access with the right key and these lines. */
  Access access(String key, List<String> knownHosts) {
    return new Access(Optional.of(Secret.of(key)), knownHosts, Optional.empty(), Optional.empty());
  }
}
