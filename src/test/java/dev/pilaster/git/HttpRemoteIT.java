package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.git.GitHttpServer.Fault;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against git's own server over smart HTTP. */
class HttpRemoteIT {
  @TempDir Path temp;
  private final Requests requests = new Requests();
  private TestRepo origin;
  private GitHttpServer server;
  private ConfigRepo repo;

  @BeforeEach
  void start() throws IOException {
    origin = new TestRepo(Files.createDirectory(temp.resolve("srv")).resolve("config.git"));
    server = new GitHttpServer(temp.resolve("srv"), Optional.of("git:s3cret"));
    repo = repo(server.url("config.git"), "s3cret\n");
  }

  @AfterEach
  void stop() {
    repo.close();
    server.close();
  }

  private ConfigRepo repo(String url, String token) throws IOException {
    var file = Files.writeString(temp.resolve("token"), token);
    var none = Optional.<Path>empty();
    var source = new ConfigSource(url, "main", ".", none, none, Optional.of(file), false);
    return new ConfigRepo(temp.resolve("state"), source, requests.wire());
  }

  @Test
  void aTokenFromAFileLetsIn() {
    origin.file("a", "1").commit("main");

    assertThat(repo.fetch().read("a")).contains("1");
  }

  @Test
  void nothingChangedCostsOneLsRemoteOnTheWire() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    server.take();

    repo.fetch();

    assertThat(server.take()).containsExactly("GET info/refs 200", "POST git-upload-pack 200");
  }

  @Test
  void aChangeCostsOneMoreRequestOnTheSameConnection() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    server.take();
    requests.take();
    origin.file("a", "2").commit("main");

    assertThat(repo.fetch().read("a")).contains("2");

    assertThat(server.take().stream().filter(r -> r.startsWith("GET"))).hasSize(1);
    assertThat(requests.take()).containsExactly("ls-remote success", "fetch success");
  }

  @Test
  void otherRefsAreNotTransferred() {
    var id = origin.file("a", "1").commit("main");
    for (var i = 0; i < 50; i++) {
      origin.branch("feature-" + i, id);
    }
    repo.fetch();
    var advertised =
        Remote.of(server.url("config.git"), Sources.password("git", "s3cret"), requests.wire());

    var other =
        advertised.patiently(
            "ask",
            () ->
                advertised.talk(
                    Optional.empty(),
                    0,
                    java.util.List.of("refs/heads/main"),
                    c -> c.id("refs/heads/feature-1")));

    assertThat(other).isEmpty();
  }

  @Test
  void aWrongTokenIsSaidOnceAndNotShown() throws IOException {
    origin.file("a", "1").commit("main");
    try (var wrong = repo(server.url("config.git"), "hunter2")) {
      assertThatThrownBy(wrong::fetch)
          .isInstanceOfSatisfying(
              HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
          .hasMessageContaining("cannot fetch main of " + server.url("config.git"))
          .hasMessageNotContaining("hunter2");
      assertThat(requests.take()).containsExactly("ls-remote failure");
    }
  }

  @Test
  void aPasswordInTheAddressWorksAndIsNotShown() throws IOException {
    origin.file("a", "1").commit("main");
    var url = server.url("config.git").replace("http://", "http://git:s3cret@");
    try (var withUser =
        new ConfigRepo(temp.resolve("other"), ConfigSource.of(url, "main"), requests.wire())) {
      assertThat(withUser.fetch().read("a")).contains("1");
      origin.deleteBranch("main");
      assertThatThrownBy(withUser::fetch)
          .hasMessageContaining("has no branch main")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void aFailureThatPassesIsTriedAgain() {
    origin.file("a", "1").commit("main");
    server.next(Fault.UNAVAILABLE, Fault.UNAVAILABLE);

    assertThat(repo.fetch().read("a")).contains("1");
    assertThat(requests.take())
        .containsExactly(
            "ls-remote failure", "ls-remote failure", "ls-remote success", "fetch success");
  }

  @Test
  void aServerThatStaysAwayIsAnErrorAfterThreeAttempts() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    requests.take();
    server.close();

    assertThatThrownBy(repo::fetch)
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
        .hasMessageContaining("Connection refused");
    assertThat(requests.take()).hasSize(3).containsOnly("ls-remote failure");
    assertThat(repo.last().orElseThrow().read("a")).contains("1");
  }

  @Test
  void aRepositoryThatIsNotThereIsSaidOnce() throws IOException {
    try (var missing = repo(server.url("missing.git"), "s3cret")) {
      assertThatThrownBy(missing::fetch).hasMessageContaining("missing.git");
      assertThat(requests.take()).containsExactly("ls-remote failure");
    }
  }

  @Test
  void aTransferThatBreaksOffIsTriedAgain() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    origin.file("a", "2").commit("main");
    requests.take();
    server.next(Fault.PASS, Fault.PASS, Fault.HALF);

    assertThat(repo.fetch().read("a")).contains("2");
    assertThat(requests.take())
        .containsExactly(
            "ls-remote success", "fetch failure", "ls-remote success", "fetch success");
  }

  @Test
  void aMirrorIsMadeAnewFromTheServer() throws IOException {
    origin.file("a", "1").commit("main");
    repo.fetch();
    repo.close();
    try (var paths = Files.walk(temp.resolve("state"))) {
      for (var pack : paths.filter(p -> p.toString().endsWith(".pack")).toList()) {
        pack.toFile().setWritable(true);
        Files.writeString(pack, "PACK");
      }
    }
    origin.file("a", "2").commit("main");

    try (var again = repo(server.url("config.git"), "s3cret")) {
      assertThat(again.fetch().read("a")).contains("2");
    }
  }

  @Test
  void aRewindIsRefusedHereToo() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    origin.file("a", "forged").commitAlone("main");

    assertThatThrownBy(repo::fetch).hasMessageContaining("was rewound");
    assertThat(repo.last().orElseThrow().read("a")).contains("1");
  }

  @Test
  void aCertificateThatNobodyWeKnowSignedIsRefused() throws Exception {
    origin.file("a", "1").commit("main");
    try (var https = new SelfSigned(temp);
        var untrusted = repo(https.url("config.git"), "s3cret")) {
      assertThatThrownBy(untrusted::fetch)
          .hasMessageContaining("Secure connection to " + https.url("config.git"))
          .hasMessageContaining("unable to find valid certification path");
      assertThat(requests.take()).containsExactly("ls-remote failure");
      assertThat(https.asked()).isZero();
    }
  }
}
