package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class ConfigRepoTest {
  @TempDir Path temp;
  private final Requests requests = new Requests();
  private TestRepo origin;
  private ConfigRepo repo;

  @BeforeEach
  void open() {
    origin = new TestRepo(temp.resolve("origin.git"));
    repo = repo(source(".", false));
  }

  @AfterEach
  void close() {
    repo.close();
  }

  private ConfigSource source(String path, boolean allowRewind) {
    var none = Optional.<Path>empty();
    return new ConfigSource(origin.url(), "main", path, none, none, none, allowRewind);
  }

  private ConfigRepo repo(ConfigSource source) {
    return new ConfigRepo(temp.resolve("state"), source, requests.wire());
  }

  @Test
  void readsAFileOfTheBranchsHead() {
    origin.file("sites/acme.yaml", "schema: 1\n").commit("main");

    assertThat(repo.fetch().read("sites/acme.yaml")).contains("schema: 1\n");
  }

  @Test
  void describesTheCommit() {
    var id = origin.file("a", "1").commit("main");

    var commit = repo.fetch().commit();

    assertThat(commit.revision()).isEqualTo("main@sha1:" + id);
    assertThat(commit.author()).isEqualTo("Ada");
    assertThat(commit.subject()).isEqualTo("Change [a]");
    assertThat(commit.time()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
  }

  @Test
  void hasNothingWhereNoFileIs() {
    origin.file("sites/acme.yaml", "x").commit("main");

    var snapshot = repo.fetch();

    for (var path :
        new String[] {"nothing", "sites", "sites/acme.yaml/x", "", "/", "../a", "./a"}) {
      assertThat(snapshot.read(path)).as(path).isEmpty();
    }
  }

  @Test
  void readsBelowThePath() {
    origin.file("hosting/pillar/a.yaml", "inside").file("a.yaml", "outside").commit("main");

    assertThat(repo(source("./hosting/pillar/", false)).fetch().read("a.yaml")).contains("inside");
  }

  @Test
  void refusesACommitWithoutThePath() {
    origin.file("pillar/a", "1").commit("main");
    var below = repo(source("pillar", false));
    var good = below.fetch().commit();
    origin.without("pillar/a").file("pillar", "a file").commit("main");

    assertThatThrownBy(below::fetch).hasMessageContaining("no directory pillar (source.path)");
    assertThat(below.last().orElseThrow().commit()).isEqualTo(good);
  }

  @Test
  void asksOnceAndFetchesNothingWhenNothingChanged() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    requests.take();

    repo.fetch();

    assertThat(requests.take()).containsExactly("ls-remote success");
  }

  @Test
  void seesANewCommit() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    requests.take();
    origin.file("a", "2").commit("main");

    assertThat(repo.fetch().read("a")).contains("2");
    assertThat(requests.take()).containsExactly("ls-remote success", "fetch success");
  }

  @Test
  void anOlderSnapshotStaysReadable() {
    origin.file("a", "1").commit("main");
    var old = repo.fetch();
    origin.file("a", "2").commit("main");
    repo.fetch();

    assertThat(old.read("a")).contains("1");
  }

  @Test
  void givesAnOlderCommitByItsId() {
    var first = origin.file("a", "1").commit("main");
    origin.file("a", "2").commit("main");
    repo.fetch();

    assertThat(repo.at(first).orElseThrow().read("a")).contains("1");
    assertThat(repo.at("0".repeat(40))).isEmpty();
    assertThat(repo.at("main")).isEmpty();
  }

  @Test
  void refusesARewoundBranchAndKeepsTheLastSnapshot() {
    var first = origin.file("a", "1").commit("main");
    var second = origin.file("a", "2").commit("main");
    repo.fetch();
    origin.branch("main", first);

    assertThatThrownBy(repo::fetch)
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .hasMessageContaining("branch main was rewound: " + first + " does not contain " + second)
        .hasMessageContaining("allow_rewind");
    assertThat(repo.last().orElseThrow().read("a")).contains("2");
  }

  @Test
  void refusesAForcePushWithOtherHistory() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    origin.file("a", "forged").commitAlone("main");

    assertThatThrownBy(repo::fetch).hasMessageContaining("was rewound");
    assertThatThrownBy(repo::fetch).hasMessageContaining("was rewound");
    assertThat(repo.last().orElseThrow().read("a")).contains("1");
  }

  @Test
  void refusesARewoundBranchAfterARestartToo() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    origin.file("a", "forged").commitAlone("main");

    try (var restarted = repo(source(".", false))) {
      assertThatThrownBy(restarted::fetch).hasMessageContaining("was rewound");
    }
  }

  @Test
  void takesABranchThatContainsTheLastCommitAgain() {
    var first = origin.file("a", "1").commit("main");
    var second = origin.file("a", "2").commit("main");
    repo.fetch();
    origin.branch("main", first);
    assertThatThrownBy(repo::fetch).hasMessageContaining("was rewound");
    origin.branch("main", second);

    assertThat(repo.fetch().read("a")).contains("2");
  }

  @Test
  void followsARewoundBranchWhereThatIsAllowed() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    origin.file("a", "other").commitAlone("main");

    try (var lenient = repo(source(".", true))) {
      assertThat(lenient.fetch().read("a")).contains("other");
      assertThat(lenient.last().orElseThrow().read("a")).contains("other");
    }
  }

  @Test
  void saysThatABranchWasDeletedAndKeepsTheLastSnapshot() {
    origin.file("a", "1").commit("main");
    origin.commit("other");
    repo.fetch();
    origin.deleteBranch("main");

    assertThatThrownBy(repo::fetch).hasMessage(origin.url() + " has no branch main");
    assertThat(repo.last().orElseThrow().read("a")).contains("1");
  }

  @Test
  void saysThatARepositoryWithoutCommitsHasNoSuchBranch() {
    assertThatThrownBy(repo::fetch).hasMessageContaining("has no branch main");
    assertThat(repo.last()).isEmpty();
  }

  @Test
  void keepsTheLastSnapshotWhileTheRepositoryIsGone() throws Exception {
    origin.file("a", "1").commit("main");
    repo.fetch();
    Files.move(origin.dir(), temp.resolve("away"));

    try (var restarted = repo(source(".", false))) {
      assertThatThrownBy(restarted::fetch)
          .isInstanceOfSatisfying(
              HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
          .hasMessageContaining("cannot fetch main of " + origin.url());
      assertThat(restarted.last().orElseThrow().read("a")).contains("1");
    }
  }

  @Test
  void anotherBranchHasAHistoryOfItsOwn() {
    origin.file("a", "1").commit("main");
    repo.fetch();
    origin.file("a", "staging").commitAlone("staging");
    var source = ConfigSource.of(origin.url(), "refs/heads/staging");

    try (var staging = repo(source)) {
      assertThat(staging.fetch().read("a")).contains("staging");
      assertThat(staging.last().orElseThrow().commit().branch()).isEqualTo("staging");
    }
  }

  @Test
  void refusesAHugeFile() {
    origin.file("a", FileMode.REGULAR_FILE, new byte[CommitSnapshot.LARGEST + 1]).commit("main");

    var snapshot = repo.fetch();

    assertThatThrownBy(() -> snapshot.read("a")).hasMessage("a: 1048577 bytes, more than 1048576");
  }

  @Test
  void refusesWhatIsNoText() {
    origin.file("a", FileMode.REGULAR_FILE, new byte[] {(byte) 0xff}).commit("main");

    var snapshot = repo.fetch();

    assertThatThrownBy(() -> snapshot.read("a")).hasMessage("a: not UTF-8 text");
  }

  @Test
  void refusesLinksAndSubmodules() {
    origin.link("a", "/etc/passwd").submodule("b").commit("main");

    var snapshot = repo.fetch();

    assertThatThrownBy(() -> snapshot.read("a")).hasMessageContaining("a: a symbolic link");
    assertThatThrownBy(() -> snapshot.read("b")).hasMessageContaining("b: a symbolic link");
  }

  @Test
  void refusesARelativePathAsAddress() {
    var relative = repo(ConfigSource.of("some/repo", "main"));

    assertThatThrownBy(relative::fetch).hasMessageContaining("a path must be absolute");
  }
}
