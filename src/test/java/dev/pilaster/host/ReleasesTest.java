package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Release;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class ReleasesTest {
  private static final Name ACME = new Name("acme");

  @TempDir Path dir;
  private Releases releases;
  private Site.Permissions permissions;
  private final TreeMap<String, String> settings = new TreeMap<>();
  private final TreeMap<String, String> includes = new TreeMap<>();
  private final TreeMap<String, String> links = new TreeMap<>();

  @BeforeEach
  void me() throws IOException {
    var me = Me.of(dir);
    releases = new Releases(dir, me.group());
    permissions = new Site.Permissions(me.user(), Optional.empty(), 0750, 0640, 02770, 0660, 0440);
  }

  private Release release(String name) {
    return new Release(
        ACME,
        Site.Type.PHP,
        ".",
        name,
        Acme.SOURCE,
        "0".repeat(40),
        settings,
        includes,
        links,
        permissions);
  }

  private Path make(String name, String... files) throws IOException {
    var staging = releases.staging(ACME, name);
    for (var file : files) {
      Files.createDirectories(staging.resolve(file).getParent());
      Files.writeString(staging.resolve(file), "code");
    }
    releases.complete(release(name));
    return releases.directory(ACME, name);
  }

  @Test
  void aReleaseIsThereWhenItIsComplete() throws IOException {
    Files.writeString(releases.staging(ACME, "r2").resolve("half"), "x");
    make("r1", "index.php");
    var state = releases.state(ACME, List.of());
    assertThat(state.releases()).containsExactly("r1");
    assertThat(state.current()).isEmpty();
  }

  @Test
  void whatACrashLeftIsNotPartOfTheNextTry() throws IOException {
    Files.writeString(releases.staging(ACME, "r1").resolve("old"), "x");
    assertThat(make("r1", "new").resolve("old")).doesNotExist();
  }

  @Test
  void theOldestComesFirst() throws IOException {
    make("b", "x");
    make("a", "x");
    make("c", "x");
    age("b", 3);
    age("a", 2);
    age("c", 1);
    assertThat(releases.state(ACME, List.of()).releases()).containsExactly("b", "a", "c");
  }

  private void age(String release, int hours) throws IOException {
    var time = FileTime.fromMillis(2_000_000_000_000L - hours * 3_600_000L);
    Files.setLastModifiedTime(releases.directory(ACME, release), time);
  }

  @Test
  void theLinkIsRelativeAndMoves() throws IOException {
    make("r1", "x");
    make("r2", "x");
    releases.flip(ACME, "r1");
    releases.flip(ACME, "r2");
    assertThat(Files.readSymbolicLink(dir.resolve("acme/current")))
        .isEqualTo(Path.of("releases/r2"));
    assertThat(releases.state(ACME, List.of()).current()).contains("r2");
  }

  @Test
  void aReleaseThatIsNotThereIsNotServed() {
    assertThatThrownBy(() -> releases.flip(ACME, "r1")).hasMessageContaining("is not there");
  }

  @Test
  void aReleaseGoesWithItsSettings() throws IOException {
    settings.put("settings.php", "<?php");
    make("r1", "a/b/c");
    releases.remove(ACME, "r1");
    releases.remove(ACME, "r1");
    assertThat(dir.resolve("acme/releases")).isEmptyDirectory();
    assertThat(dir.resolve("acme/config")).isEmptyDirectory();
  }

  @Test
  void theReleaseThatIsServedStays() throws IOException {
    make("r1", "x");
    releases.flip(ACME, "r1");
    assertThatThrownBy(() -> releases.remove(ACME, "r1"))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.BUG));
  }

  @Test
  void settingsAreForOwnerAndGroupToRead() throws IOException {
    settings.put("settings.php", "<?php return [];");
    make("r1", "x");
    var file = releases.config(ACME, "r1").resolve("settings.php");
    assertThat(file).hasContent("<?php return [];");
    assertThat(OwnFiles.mode(file)).isEqualTo(0440);
    assertThat(OwnFiles.mode(file.getParent())).isEqualTo(0750);
  }

  @Test
  void anIncludeNeverReplacesTheCodesOwn() throws IOException {
    includes.putAll(Map.of("own.php", "ours", "web/new.php", "ours"));
    var release = make("r1", "own.php");
    assertThat(release.resolve("own.php")).hasContent("code");
    assertThat(release.resolve("web/new.php")).hasContent("ours");
  }

  @Test
  void settingsOfTheCodesOwnHaveToLeadToOurs() throws IOException {
    includes.putAll(Map.of("web/settings.php", "own", "web/settings.pilaster.php", "ours"));
    assertThatThrownBy(() -> make("r1", "web/settings.php"))
        .isInstanceOf(HostException.class)
        .hasMessage(
            "the code's own web/settings.php does not include settings.pilaster.php, which stands"
                + " beside it");
    assertThat(releases.state(ACME, List.of()).releases()).isEmpty();
    var staging = releases.staging(ACME, "r1");
    Files.createDirectories(staging.resolve("web"));
    Files.writeString(staging.resolve("web/settings.php"), "include 'settings.local.php';");
    Files.writeString(staging.resolve("web/settings.local.php"), "include 'settings.pilaster.php'");
    releases.complete(release("r1"));
    var web = releases.directory(ACME, "r1").resolve("web");
    assertThat(web.resolve("settings.php")).hasContent("include 'settings.local.php';");
    assertThat(web.resolve("settings.pilaster.php")).hasContent("ours");
  }

  @Test
  void aMountIsARelativeLinkThatReplacesWhatTheCodeHasThere() throws IOException {
    links.put("web/files", "files");
    var release = make("r1", "web/files/.gitkeep");
    var link = release.resolve("web/files");
    assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("../../../shared/files"));
    Files.createDirectories(dir.resolve("acme/shared/files"));
    assertThat(link.toRealPath()).isEqualTo(dir.toRealPath().resolve("acme/shared/files"));
  }

  @Test
  void noPlaceLeadsOutOfTheRelease() throws IOException {
    links.put("../../../evil", "files");
    assertThatThrownBy(() -> make("r1", "x")).hasMessageContaining("leads out");
    links.clear();
    links.put("web/files", "../../other/shared");
    assertThatThrownBy(() -> make("r1", "x")).hasMessageContaining("leads out");
  }

  @Test
  void aLinkInTheCodeLeadsNoWritingOut() throws IOException {
    var outside = Files.createDirectory(dir.resolve("outside"));
    includes.put("web/evil.php", "ours");
    Files.createSymbolicLink(releases.staging(ACME, "r1").resolve("web"), outside);
    assertThatThrownBy(() -> releases.complete(release("r1"))).hasMessageContaining("leads out");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    assertThatThrownBy(() -> releases.directory(ACME, "../x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
