package dev.pilaster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class SubmodulesTest {
  @TempDir Path temp;
  private TestRepo origin;
  private TestRepo library;
  private SiteRepos repos;
  private Path into;

  @BeforeEach
  void open() throws IOException {
    origin = new TestRepo(temp.resolve("origin.git"));
    library = new TestRepo(temp.resolve("library.git"));
    repos = new SiteRepos(temp.resolve("sites"), new Requests().wire());
    into = Files.createDirectory(temp.resolve("into"));
  }

  private void export(String path) {
    var source = Sources.submodules(origin.url(), path);
    repos.export(Sources.release(source, origin.commit("main")), into);
  }

  private TestRepo modules(TestRepo in, String path, String url) {
    return in.file(
        ".gitmodules", "[submodule \"it\"]\n\tpath = %s\n\turl = %s\n".formatted(path, url));
  }

  @Test
  void aSubmoduleIsWrittenAtItsCommit() {
    var first = library.file("lib.php", "one").commit("main");
    library.file("lib.php", "two").commit("main");
    modules(origin, "vendor/lib", "../library.git").submodule("vendor/lib", first);

    export(".");

    assertThat(into.resolve("vendor/lib/lib.php")).hasContent("one");
  }

  @Test
  void aSubmoduleOfASubmoduleIsWrittenToo() {
    var inner = new TestRepo(temp.resolve("inner.git"));
    var innerId = inner.file("deep", "x").commit("main");
    var id = modules(library, "in", "../inner.git").submodule("in", innerId).commit("main");
    modules(origin, "lib", "../library.git").submodule("lib", id);

    export(".");

    assertThat(into.resolve("lib/in/deep")).hasContent("x");
  }

  @Test
  void onlyThoseBelowTheSubPathAreWritten() {
    var id = library.file("a", "1").commit("main");
    modules(origin, "web/lib", "../library.git").submodule("web/lib", id).submodule("other");

    export("web");

    assertThat(into.resolve("lib/a")).hasContent("1");
  }

  @Test
  void oneThatGitmodulesDoesNotNameIsRefused() {
    origin.submodule("lib");

    assertInvalid("submodule \"lib\" has no path and url in .gitmodules");
  }

  @Test
  void aPathOfThisHostIsRefused() {
    for (var url : new String[] {"/srv/other.git", "file:///srv/other.git", "ext::sh -c x"}) {
      modules(origin, "lib", "\"" + url + "\"").submodule("lib");

      assertInvalid(
          "the address \"" + url + "\" of submodule \"lib\" is neither ssh, https nor relative");
    }
  }

  @Test
  void aLinkOfASubmoduleStaysInTheRelease() {
    var id = library.link("up", "../inside").commit("main");
    modules(origin, "lib", "../library.git").submodule("lib", id).file("inside", "x");

    export(".");

    assertThat(into.resolve("lib/up")).hasContent("x");
  }

  @Test
  void aLinkThatLeavesByWayOfASubmoduleIsRefused() throws IOException {
    var id = library.link("here", ".").commit("main");
    modules(origin, "lib", "../library.git").submodule("lib", id).link("z", "lib/here/../../..");

    assertInvalid("symbolic link z leads out of the release");
  }

  @Test
  void relativeAddressesFollowTheParents() {
    assertThat(address("https://git.example.com/a/b.git", "../c.git"))
        .isEqualTo("https://git.example.com/a/c.git");
    assertThat(address("git@git.example.com:a/b.git", "../../c/d.git"))
        .isEqualTo("git@git.example.com:c/d.git");
    assertThat(address("/srv/git/a.git/", "./b.git")).isEqualTo("/srv/git/a.git/b.git");
  }

  @Test
  void aRelativeAddressDoesNotClimbToAnotherHost() {
    assertThatThrownBy(() -> address("https://git.example.com/a.git", "../../evil/b.git"))
        .hasMessageContaining("climbs above its host");
  }

  private static String address(String parent, String url) {
    return new SubmoduleUrl(parent, url).address("lib");
  }

  @Test
  void aPasswordIsForItsOwnHost() {
    assertThat(SubmoduleUrl.sameHost("https://a.example/x", "https://a.example/y")).isTrue();
    assertThat(SubmoduleUrl.sameHost("https://a.example/x", "https://b.example/x")).isFalse();
    assertThat(SubmoduleUrl.sameHost("https://a.example/x", "https://a.example:8443/x")).isFalse();
    assertThat(SubmoduleUrl.sameHost("git@a.example:x", "https://a.example/x")).isFalse();
  }

  private void assertInvalid(String message) {
    assertThatThrownBy(() -> export("."))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .hasMessage(message);
    assertThat(into).isNotNull();
    clean();
  }

  private void clean() {
    try (var all = Files.walk(into)) {
      all.sorted(java.util.Comparator.reverseOrder())
          .filter(p -> !p.equals(into))
          .forEach(p -> p.toFile().delete());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
