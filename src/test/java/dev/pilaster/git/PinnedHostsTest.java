package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("outer")
class PinnedHostsTest {
  private static final InetSocketAddress SOMEWHERE = new InetSocketAddress(22);

  private final KeyPair key = SshGitServer.key("ssh-ed25519");

  private String line(String hosts) {
    return hosts + " " + PublicKeyEntry.toString(key.getPublic());
  }

  private static boolean accepts(List<String> lines, String host, KeyPair key) {
    ServerKeyDatabase.Configuration anything = new AcceptAny();
    return new PinnedHosts(lines).accept(host, SOMEWHERE, key.getPublic(), anything, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"git.example.org", "other,git.example.org", "*.example.org"})
  void acceptsThePinnedKey(String hosts) {
    assertThat(accepts(List.of(line(hosts) + " a comment"), "git.example.org", key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh-rsa", "ecdsa-sha2-nistp256", "ssh-ed25519"})
  void knowsTheCommonKinds(String type) {
    var pair = SshGitServer.key(type);
    var line = "git.example.org " + PublicKeyEntry.toString(pair.getPublic());

    assertThat(accepts(List.of(line), "git.example.org", pair)).isTrue();
  }

  @Test
  void acceptsAHashedName() throws GeneralSecurityException {
    var salt = "01234567890123456789".getBytes(StandardCharsets.US_ASCII);
    var mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(salt, "HmacSHA1"));
    var hash = mac.doFinal("git.example.org".getBytes(StandardCharsets.US_ASCII));
    var base64 = Base64.getEncoder();
    var hashed = "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hash);

    assertThat(accepts(List.of(line(hashed)), "git.example.org", key)).isTrue();
    assertThat(accepts(List.of(line(hashed)), "git.example.com", key)).isFalse();
  }

  @Test
  void refusesWhateverAConfigurationWouldAllow() {
    assertThat(accepts(List.of(), "git.example.org", key)).isFalse();
    assertThat(accepts(List.of(line("git.example.com")), "git.example.org", key)).isFalse();
    assertThat(accepts(List.of(line("git.example.org,!git.example.org")), "git.example.org", key))
        .isFalse();
  }

  @Test
  void refusesARevokedKeyThatIsAlsoPinned() {
    var lines = List.of(line("git.example.org"), line("@revoked *"));

    assertThat(accepts(lines, "git.example.org", key)).isFalse();
  }

  @Test
  void offersThePinnedKeysSoThatTheirKindIsAskedFor() {
    var hosts = new PinnedHosts(List.of(line("git.example.org")));

    assertThat(hosts.lookup("git.example.org", SOMEWHERE, new AcceptAny()))
        .containsExactly(key.getPublic());
    assertThat(hosts.lookup("git.example.com", SOMEWHERE, new AcceptAny())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git.example.org",
        "git.example.org ssh-ed25519",
        "git.example.org ssh-ed25519 AAAA",
        "git.example.org ssh-unknown AAAAC3Nz",
        "@cert-authority * ssh-ed25519 AAAAC3Nz"
      })
  void refusesALineThatItDoesNotUnderstand(String line) {
    assertThatThrownBy(() -> new PinnedHosts(List.of(line)))
        .hasMessageContaining("not a line of known_hosts: \"" + line + "\"");
  }

  /** What {@code StrictHostKeyChecking no} says. */
  private static final class AcceptAny implements ServerKeyDatabase.Configuration {
    @Override
    public List<String> getUserKnownHostsFiles() {
      return List.of();
    }

    @Override
    public List<String> getGlobalKnownHostsFiles() {
      return List.of();
    }

    @Override
    public StrictHostKeyChecking getStrictHostKeyChecking() {
      return StrictHostKeyChecking.ACCEPT_ANY;
    }

    @Override
    public boolean getHashKnownHosts() {
      return false;
    }

    @Override
    public String getUsername() {
      return "git";
    }
  }
}
