package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Name;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Site code from git's own server: each commit alone, without its history. */
class ShallowSiteIT {
  private static final Name ACME = new Name("acme");
  private static final Name SHOP = new Name("shop");

  @TempDir Path temp;
  private final Requests requests = new Requests();
  private TestRepo origin;
  private GitHttpServer server;
  private SiteRepos repos;

  @BeforeEach
  void start() throws IOException {
    origin = new TestRepo(Files.createDirectory(temp.resolve("srv")).resolve("code.git"));
    server = new GitHttpServer(temp.resolve("srv"), Optional.of("deploy:t0ken"));
    repos = new SiteRepos(temp.resolve("sites"), requests.wire());
  }

  @AfterEach
  void stop() {
    repos.close();
    server.close();
  }

  private Site.Source source(String ref) {
    return Sources.with(server.url("code.git"), ref, Sources.password("deploy", "t0ken"));
  }

  private Path export(String commit) throws IOException {
    var into = Files.createTempDirectory(temp, "into");
    repos.export(Sources.release(source("main"), commit), into);
    return into;
  }

  private Path mirror() throws IOException {
    try (var dirs = Files.list(temp.resolve("sites"))) {
      return dirs.filter(d -> d.toString().endsWith(".git")).findFirst().orElseThrow();
    }
  }

  @Test
  void bringsOneCommitWithoutItsHistory() throws IOException {
    var first = origin.file("a", "1").commit("main");
    var second = origin.file("a", "2").commit("main");

    assertThat(export(second).resolve("a")).hasContent("2");

    assertThat(mirror().resolve("shallow")).hasContent(second);
    assertThat(new Mirror(mirror()).has(org.eclipse.jgit.lib.ObjectId.fromString(first))).isFalse();
  }

  @Test
  void aNextCommitBringsOnlyWhatIsNew() throws IOException {
    var noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    export(origin.file("large", FileMode.REGULAR_FILE, noise).file("a", "1").commit("main"));
    var before = size();

    var into = export(origin.file("a", "2").commit("main"));

    assertThat(into.resolve("a")).hasContent("2");
    assertThat(into.resolve("large")).hasBinaryContent(noise);
    assertThat(size() - before).isLessThan(100_000);
  }

  private long size() throws IOException {
    try (var files = Files.walk(mirror())) {
      return files.mapToLong(f -> f.toFile().length()).sum();
    }
  }

  @Test
  void goesBackToAnOlderCommitWithoutAskingWhenItIsHere() throws IOException {
    var first = origin.file("a", "1").commit("main");
    export(first);
    export(origin.file("a", "2").commit("main"));
    server.take();

    assertThat(export(first).resolve("a")).hasContent("1");
    assertThat(server.take()).isEmpty();
  }

  @Test
  void aCommitThatWasBroughtIsFoundByItsFirstDigitsWithoutAsking() throws IOException {
    var first = origin.file("a", "1").commit("main");
    var second = origin.file("a", "2").commit("main");
    export(second);
    server.take();

    assertThat(repos.commits(source("main"), second.substring(0, 7))).containsExactly(second);
    assertThat(repos.commits(source("main"), first.substring(0, 12))).isEmpty();
    assertThat(server.take()).isEmpty();
  }

  @Test
  void bringsAnOlderCommitThatNoRefNames() throws IOException {
    var first = origin.file("a", "1").commit("main");
    export(origin.file("a", "2").commit("main"));

    assertThat(export(first).resolve("a")).hasContent("1");
  }

  @Test
  void followsAForcePush() throws IOException {
    export(origin.file("a", "1").commit("main"));
    var other = origin.file("a", "other").commitAlone("main");

    assertThat(repos.resolve(Map.of(ACME, source("main"))).get(ACME).commit()).contains(other);
    assertThat(export(other).resolve("a")).hasContent("other");
  }

  @Test
  void sitesOnTwoBranchesShareOneMirror() throws IOException {
    var main = origin.file("a", "main").commit("main");
    var shop = origin.file("a", "shop").commit("shop");
    origin.annotatedTag("v1", main);

    var codes = repos.resolve(Map.of(ACME, source("v1"), SHOP, source("shop")));
    assertThat(codes.get(ACME).commit()).contains(main);
    assertThat(codes.get(SHOP).commit()).contains(shop);
    assertThat(requests.take()).containsExactly("ls-remote success");

    assertThat(export(main).resolve("a")).hasContent("main");
    assertThat(export(shop).resolve("a")).hasContent("shop");
    assertThat(mirror()).isEqualTo(mirror());
    try (var dirs = Files.list(temp.resolve("sites"))) {
      assertThat(dirs).hasSize(1);
    }
  }

  @Test
  void aDamagedMirrorIsSaidAndTheNextExportHeals() throws IOException {
    var noise = new byte[1 << 16];
    new Random(1).nextBytes(noise);
    var commit = origin.file("a", FileMode.REGULAR_FILE, noise).commit("main");
    export(commit);
    repos.close();
    damageBlob();
    repos = new SiteRepos(temp.resolve("sites"), requests.wire());

    assertThatThrownBy(() -> export(commit)).hasMessageContaining("the next fetch makes it anew");
    assertThat(export(commit).resolve("a")).hasBinaryContent(noise);
  }

  /** Turns a byte in the middle of the pack, which is the large file. */
  private void damageBlob() throws IOException {
    try (var packs = Files.list(mirror().resolve("objects/pack"))) {
      for (var pack : packs.filter(p -> p.toString().endsWith(".pack")).toList()) {
        pack.toFile().setWritable(true);
        var bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(pack, bytes);
      }
    }
  }

  @Test
  void manyDeploysKeepTheMirrorSmall() throws IOException {
    for (var i = 0; i < 55; i++) {
      assertThat(export(origin.file("a", "text " + i).commit("main")).resolve("a"))
          .hasContent("text " + i);
    }
    try (var packs = Files.list(mirror().resolve("objects/pack"))) {
      assertThat(packs.filter(p -> p.toString().endsWith(".pack")).count()).isLessThan(52);
    }
  }

  @Test
  void aCommitThatTheServerDoesNotHaveIsSaid() {
    origin.file("a", "1").commit("main");
    var unknown = "0123456789".repeat(4);

    assertThatThrownBy(() -> export(unknown))
        .hasMessageContaining("cannot export " + unknown + " of " + server.url("code.git"));
  }

  @Test
  void aPasswordIsNotSentInClearOverANetwork() {
    var source = Sources.with("http://git.example.org/x.git", "main", Sources.password("a", "b"));

    assertThat(repos.resolve(Map.of(ACME, source)).get(ACME).error().orElseThrow())
        .isEqualTo("http://git.example.org/x.git: a password is not sent over http: use https");
  }
}
