package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class SiteReposTest {
  private static final Name ACME = new Name("acme");
  private static final Name SHOP = new Name("shop");

  @TempDir Path temp;
  private final Requests requests = new Requests();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private TestRepo origin;
  private SiteRepos repos;

  @BeforeEach
  void open() {
    origin = new TestRepo(temp.resolve("origin.git"));
    repos = new SiteRepos(temp.resolve("sites"), requests.wire(() -> now));
  }

  private Observed.Code resolve(String ref) {
    return repos.resolve(Map.of(ACME, Sources.of(origin.url(), ref))).get(ACME);
  }

  @Test
  void aBranchNamesItsHead() {
    var id = origin.file("a", "1").commit("main");

    assertThat(resolve("main").commit()).contains(id);
    assertThat(resolve("refs/heads/main").commit()).contains(id);
  }

  @Test
  void aTagNamesItsCommit() {
    var id = origin.file("a", "1").commit("main");
    origin.tag("light", id);
    origin.annotatedTag("v1", id);

    assertThat(resolve("light").commit()).contains(id);
    assertThat(resolve("v1").commit()).contains(id);
    assertThat(resolve("refs/tags/v1").commit()).contains(id);
  }

  @Test
  void aShortNameMeansTheBranchBeforeTheTag() {
    var tagged = origin.file("a", "1").commit("main");
    origin.tag("both", tagged);
    var branched = origin.file("a", "2").commit("both");

    assertThat(resolve("both").commit()).contains(branched);
    assertThat(resolve("refs/tags/both").commit()).contains(tagged);
  }

  @Test
  void aFullCommitIdAsksNobody() {
    var id = "0123456789".repeat(4);

    assertThat(resolve(id).commit()).contains(id);
    assertThat(requests.take()).isEmpty();
  }

  @Test
  void aRefThatIsNotThereIsTheSitesError() {
    origin.file("a", "1").commit("main");

    var code = resolve("production");

    assertThat(code.commit()).isEmpty();
    assertThat(code.error()).contains(origin.url() + " has no branch or tag production");
  }

  @Test
  void errorsStayWithTheirSite() {
    var id = origin.file("a", "1").commit("main");

    var codes =
        repos.resolve(
            Map.of(
                ACME, Sources.of("/nonexistent/repo", "main"),
                SHOP, Sources.of(origin.url(), "main")));

    assertThat(codes.get(SHOP).commit()).contains(id);
    assertThat(codes.get(ACME).error().orElseThrow()).contains("/nonexistent/repo");
  }

  @Test
  void sitesOfOneRepositoryShareOneRequest() {
    origin.file("a", "1").commit("main");

    repos.resolve(
        Map.of(ACME, Sources.of(origin.url(), "main"), SHOP, Sources.of(origin.url(), "missing")));

    assertThat(requests.take()).containsExactly("ls-remote success");
  }

  @Test
  void aFailureSaysSinceWhenAndKeepsTheCommitKnownBefore() throws Exception {
    var id = origin.file("a", "1").commit("main");
    resolve("main");
    Files.move(origin.dir(), temp.resolve("away"));
    now = now.plusSeconds(60);
    var since = now;
    resolve("main");
    now = now.plusSeconds(60);

    var code = resolve("main");

    assertThat(code.commit()).contains(id);
    assertThat(code.error()).isPresent();
    assertThat(code.since()).isEqualTo(since);
  }

  @Test
  void anAnswerIsSinceItWasFirstSeen() {
    origin.file("a", "1").commit("main");
    var first = resolve("main");
    now = now.plusSeconds(60);

    assertThat(resolve("main")).isEqualTo(first);
    origin.file("a", "2").commit("main");
    assertThat(resolve("main").since()).isEqualTo(now);
  }

  @Test
  void anotherRefForgetsTheOldOnesCommit() {
    origin.file("a", "1").commit("main");
    resolve("main");

    assertThat(resolve("missing").commit()).isEmpty();
  }

  @Test
  void exportsTheCommitThatTheReleaseNames() throws Exception {
    var first = origin.file("a", "1").commit("main");
    origin.file("a", "2").commit("main");
    var into = Files.createDirectory(temp.resolve("into"));

    repos.export(Sources.release(Sources.of(origin.url(), "main"), first), into);

    assertThat(into.resolve("a")).hasContent("1");
  }

  @Test
  void aCommitIsFoundByItsFirstDigits() {
    var first = origin.file("a", "1").commit("main");
    var source = Sources.of(origin.url(), "main");

    assertThat(repos.commits(source, first.substring(0, 12))).containsExactly(first);
    assertThat(repos.commits(source, first)).containsExactly(first);
    assertThat(repos.commits(source, "0123456789".repeat(4))).isEmpty();
  }

  @Test
  void aRepositoryThatCannotBeReadHasNoCommits() {
    var source = Sources.of("/nonexistent/repo", "main");

    assertThatThrownBy(() -> repos.commits(source, "0123456"))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("/nonexistent/repo cannot be read: ");
  }

  @Test
  void exportsAWorkTreesRepositoryToo() throws Exception {
    var work = temp.resolve("work");
    var inside = new TestRepo(work.resolve(".git"));
    var id = inside.file("a", "1").commit("main");
    var source = Sources.of(work.toString(), "main");
    var into = Files.createDirectory(temp.resolve("into"));

    assertThat(repos.resolve(Map.of(ACME, source)).get(ACME).commit()).contains(id);
    repos.export(Sources.release(source, id), into);

    assertThat(into.resolve("a")).hasContent("1");
  }

  @Test
  void aCommitThatIsNotThereIsSaid() throws Exception {
    var id = "0123456789".repeat(4);
    var release = Sources.release(Sources.of(origin.url(), id), id);

    assertThatThrownBy(() -> repos.export(release, Files.createDirectory(temp.resolve("into"))))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
        .hasMessage(origin.url() + " has no commit " + id);
  }
}
