package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class SshTest {
  private static final Name ACME = new Name("acme");

  @TempDir Path temp;
  private final Requests requests = new Requests();
  private TestRepo origin;
  private SshGitServer server;
  private SiteRepos repos;

  @BeforeEach
  void start() throws Exception {
    origin = new TestRepo(temp.resolve("origin.git"));
    server = new SshGitServer(origin);
    repos = new SiteRepos(temp.resolve("sites"), requests.wire());
  }

  @AfterEach
  void stop() {
    repos.close();
    server.close();
  }

  private Observed.Code resolve(String key, String... knownHosts) {
    var access = server.access(key, List.of(knownHosts));
    return repos.resolve(Map.of(ACME, Sources.with(server.url(), "main", access))).get(ACME);
  }

  @Test
  void aKeyFromMemoryAndAPinnedHostLetIn() throws Exception {
    var id = origin.file("a", "1").commit("main");
    var access = server.access(server.userKey(), List.of(server.knownHost()));
    var source = Sources.with(server.url(), "main", access);
    var into = Files.createDirectory(temp.resolve("into"));

    assertThat(repos.resolve(Map.of(ACME, source)).get(ACME).commit()).contains(id);
    repos.export(Sources.release(source, id), into);

    assertThat(into.resolve("a")).hasContent("1");
    assertThat(requests.take())
        .containsExactly("ls-remote success", "ls-remote success", "fetch success");
  }

  @Test
  void oneSessionTellsThatNothingChanged() throws Exception {
    origin.file("a", "1").commit("main");
    var key = Files.writeString(temp.resolve("key"), server.userKey());
    var hosts =
        Files.writeString(temp.resolve("hosts"), "# pinned\n\n" + server.knownHost() + "\n");
    var source =
        new ConfigSource(
            server.url(),
            "main",
            ".",
            Optional.of(key),
            Optional.of(hosts),
            Optional.empty(),
            false);
    try (var repo = new ConfigRepo(temp.resolve("config"), source, requests.wire())) {
      assertThat(repo.fetch().read("a")).contains("1");
      var before = server.sessions();

      repo.fetch();

      assertThat(server.sessions()).isEqualTo(before + 1);
    }
  }

  @Test
  void aHostWithAnotherKeyIsRefusedAndNotAskedAgain() {
    var other = server.knownHost(SshGitServer.key("ssh-ed25519"));

    var error = resolve(server.userKey(), other).error().orElseThrow();

    assertThat(error)
        .contains("the host key of [localhost]:")
        .contains("ssh-ed25519 SHA256:")
        .contains("known_hosts names another key for it");
    assertThat(requests.take()).containsExactly("ls-remote failure");
    assertThat(server.sessions()).isZero();
  }

  @Test
  void aHostThatNobodyPinnedIsRefused() {
    assertThat(resolve(server.userKey()).error().orElseThrow())
        .contains("no line of known_hosts names this host");
  }

  @Test
  void aRevokedKeyIsRefused() {
    var line = server.knownHost();

    assertThat(resolve(server.userKey(), line, "@revoked " + line).error()).isPresent();
    assertThat(server.sessions()).isZero();
  }

  @Test
  void aPinOfAnotherPortIsNoPin() {
    var line = server.knownHost().replaceFirst("]:\\d+", "]:1");

    assertThat(resolve(server.userKey(), line).error()).isPresent();
  }

  @Test
  void anotherKeyOfOursIsNotLetInAndNotTriedAgain() {
    origin.file("a", "1").commit("main");
    var key = SshGitServer.pem(SshGitServer.key("ssh-ed25519"));

    var error = resolve(key, server.knownHost()).error().orElseThrow();

    assertThat(error).contains("localhost").doesNotContain("PRIVATE KEY");
    assertThat(requests.take()).containsExactly("ls-remote failure");
  }

  @Test
  void aLineThatIsNoKnownHostIsNamed() {
    assertThat(resolve(server.userKey(), "git.example.org nonsense").error().orElseThrow())
        .contains("not a line of known_hosts: \"git.example.org nonsense\"");
  }

  @Test
  void aKeyThatIsNoneIsSaidWithoutShowingIt() {
    var error = resolve("hunter2 is no key", server.knownHost()).error().orElseThrow();

    assertThat(error).contains("the ssh key cannot be used").doesNotContain("hunter2");
  }

  @Test
  void anEncryptedKeyIsRefused() {
    var text =
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,2AF25325A9B318F344B4391DF5C8F0F2

        bm90aGluZw==
        -----END RSA PRIVATE KEY-----
        """;

    assertThat(resolve(text, server.knownHost()).error().orElseThrow())
        .contains("the ssh key cannot be used");
  }

  @Test
  void aKeyFileThatIsMissingIsNamed() {
    var source =
        new ConfigSource(
            server.url(),
            "main",
            ".",
            Optional.of(temp.resolve("missing")),
            Optional.empty(),
            Optional.empty(),
            false);
    try (var repo = new ConfigRepo(temp.resolve("config"), source, requests.wire())) {
      assertThatThrownBy(repo::fetch)
          .isInstanceOf(HostException.class)
          .hasMessageContaining("cannot read source.ssh_key_file " + temp.resolve("missing"));
    }
  }
}
