package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class ExportTest {
  @TempDir Path temp;
  private TestRepo origin;
  private SiteRepos repos;
  private Path into;

  @BeforeEach
  void open() throws IOException {
    origin = new TestRepo(temp.resolve("origin.git"));
    repos = new SiteRepos(temp.resolve("sites"), new Requests().wire());
    into = Files.createDirectory(temp.resolve("into"));
  }

  private void export() {
    repos.export(Sources.release(Sources.of(origin.url(), "main"), origin.commit("main")), into);
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(into.resolve(path)));
  }

  @Test
  void writesEveryByteAsCommitted() throws IOException {
    var bytes = "a\r\n$Id$\n\0\u00e9".getBytes(StandardCharsets.UTF_8);
    origin.file(
        ".gitattributes", "* text eol=crlf ident filter=lfs working-tree-encoding=UTF-16\n");
    origin.file("b/c/d.txt", FileMode.REGULAR_FILE, bytes);

    export();

    assertThat(into.resolve("b/c/d.txt")).hasBinaryContent(bytes);
  }

  @Test
  void keepsExecutableBits() throws IOException {
    origin.executable("bin/run", "#!/bin/sh\n").file("plain", "x");

    export();

    assertThat(mode("bin/run")).isEqualTo("rwxr-xr-x");
    assertThat(mode("bin")).isEqualTo("rwxr-xr-x");
    assertThat(mode("plain")).isEqualTo("rw-r--r--");
  }

  @Test
  void keepsSymbolicLinks() throws IOException {
    origin
        .file("a/b.txt", "x")
        .link("a/link", "b.txt")
        .link("up", "a/../a")
        .link("gone", "not/here");

    export();

    assertThat(Files.readSymbolicLink(into.resolve("a/link"))).hasToString("b.txt");
    assertThat(into.resolve("up/b.txt")).hasContent("x");
    assertThat(Files.isSymbolicLink(into.resolve("gone"))).isTrue();
  }

  @Test
  void writesNoDirectoryOfGit() {
    origin.file("a", "1");

    export();

    assertThat(into).isDirectoryNotContaining(p -> p.getFileName().toString().startsWith(".git"));
  }

  @Test
  void writesTheSubPathOnly() {
    origin.file("web/index.php", "<?php").file("other", "x");
    var source = Sources.below(origin.url(), "./web/");

    repos.export(Sources.release(source, origin.commit("main")), into);

    assertThat(into.resolve("index.php")).hasContent("<?php");
    assertThat(into.resolve("other")).doesNotExist();
  }

  @Test
  void refusesALinkThatLeavesTheSubPath() {
    origin.file("other", "x").link("web/link", "../other");
    var release = Sources.release(Sources.below(origin.url(), "web"), origin.commit("main"));

    assertThatThrownBy(() -> repos.export(release, into))
        .hasMessage("symbolic link link leads out of the release");
  }

  @Test
  void refusesASubPathThatIsNotThere() {
    origin.file("web", "a file");
    for (var path : new String[] {"web", "nothing"}) {
      var release = Sources.release(Sources.below(origin.url(), path), origin.commit("main"));

      assertThatThrownBy(() -> repos.export(release, into))
          .hasMessageContaining("has no directory " + path + " (source.path)");
    }
  }

  @Test
  void refusesASubPathThatClimbs() {
    origin.file("a", "1");
    for (var path : new String[] {"../x", "/etc", "a/../b", "/"}) {
      var release = Sources.release(Sources.below(origin.url(), path), origin.commit("main"));

      assertThatThrownBy(() -> repos.export(release, into))
          .hasMessageContaining("is no directory of a repository");
    }
  }

  @Test
  void refusesAnAbsoluteLink() {
    origin.link("a", "/etc/passwd");

    assertInvalid("symbolic link a is absolute, which leads out of the release");
  }

  @Test
  void refusesALinkThatClimbsOut() {
    origin.link("a/b", "../../etc");

    assertInvalid("symbolic link a/b leads out of the release");
  }

  @Test
  void refusesALinkThatClimbsOutByWayOfAnother() {
    origin.file("x", "1").link("deep/er/top", "../..").link("z", "deep/er/top/../secret");

    assertInvalid("symbolic link z leads out of the release");
  }

  @Test
  void refusesLinksInACircle() {
    origin.link("a", "b").link("b", "a");

    assertInvalid("symbolic link a goes in a circle");
  }

  @Test
  void leavesASubmodulesDirectoryEmpty() {
    origin.file("a", "1").submodule("libraries/thing");

    export();

    assertThat(into.resolve("libraries/thing")).isEmptyDirectory();
  }

  @Test
  void refusesHostileNames() throws IOException {
    for (var name : new String[] {"..", ".git", ".GIT", "a/b", "."}) {
      var commit = commitOf(name, FileMode.REGULAR_FILE);

      assertThatThrownBy(() -> repos.export(release(commit), into))
          .as(name)
          .isInstanceOfSatisfying(
              HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
          .hasMessageContaining("is no path that is written");
      assertThat(into).isEmptyDirectory();
    }
  }

  @Test
  void neverWritesThroughALink() throws IOException {
    var outside = Files.createDirectory(temp.resolve("outside"));
    var blob = origin.insert(i -> i.insert(3, outside.toString().getBytes(StandardCharsets.UTF_8)));
    var inner = new TreeFormatter();
    inner.append("evil", FileMode.REGULAR_FILE, blob);
    var innerId = origin.insert(i -> i.insert(inner));
    var root = new TreeFormatter();
    root.append("a", FileMode.SYMLINK, blob);
    root.append("a", FileMode.TREE, innerId);

    var commit = commitOf(origin.insert(i -> i.insert(root)));

    assertThatThrownBy(() -> repos.export(release(commit), into))
        .hasMessage("\"a\" is there twice");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void writesALargeFile() throws IOException {
    var bytes = new byte[6 << 20];
    new java.util.Random(1).nextBytes(bytes);
    origin.file("large", FileMode.REGULAR_FILE, bytes);

    export();

    assertThat(into.resolve("large")).hasBinaryContent(bytes);
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNotTheCommitsFault() throws IOException {
    origin.file("a", "1");
    Files.delete(into);

    assertThatThrownBy(this::export)
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
        .hasMessageContaining("cannot write " + into.resolve("a"));
  }

  private void assertInvalid(String message) {
    assertThatThrownBy(this::export)
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .hasMessage(message);
  }

  private dev.pilaster.model.Release release(String commit) {
    return Sources.release(Sources.of(origin.url(), commit), commit);
  }

  private String commitOf(String name, FileMode mode) {
    var blob = origin.insert(i -> i.insert(3, new byte[] {'x'}));
    var tree = new TreeFormatter();
    tree.append(name.getBytes(StandardCharsets.UTF_8), 0, name.length(), mode, blob);
    return commitOf(origin.insert(i -> i.insert(tree)));
  }

  private String commitOf(ObjectId tree) {
    return origin.commitTree(tree);
  }
}
