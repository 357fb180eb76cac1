package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.AssetsImport;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of assets, and tar(1). */
class AssetsIT {
  @TempDir Path dir;
  private Me me;
  private Path home;
  private Path files;
  private Path archive;

  @BeforeEach
  void site() throws IOException {
    me = Me.of(dir);
    home = dir.resolve("sites/acme");
    files = Files.createDirectories(home.resolve("shared/files"));
    archive = dir.resolve("acme.tar.gz");
  }

  private void bring() {
    bring(Optional.empty());
  }

  private void bring(Optional<Orders.Again> again) {
    var modes = new Site.Permissions(me.user(), Optional.empty(), 0750, 0640, 02770, 0660, 0440);
    var places = new TreeSet<>(List.of("files", "private"));
    new Assets(dir.resolve("sites"), me.group())
        .bring(new AssetsImport(new Name("acme"), archive.toString(), places, modes, again));
  }

  @Test
  void everythingIsInItsPlaceWithItsModes() throws IOException {
    new Tar()
        .file("files/a/b.png", "x")
        .file("./private/secret", "y")
        .link("files/again", "a/b.png")
        .write(archive);
    bring();
    assertThat(files.resolve("a/b.png")).hasContent("x");
    assertThat(files.resolve("again")).hasContent("x");
    assertThat(home.resolve("shared/private/secret")).hasContent("y");
    assertThat(OwnFiles.mode(files.resolve("a/b.png"))).isEqualTo(0660);
    assertThat(OwnFiles.mode(files.resolve("a"))).isEqualTo(02770);
    assertThat(Files.getOwner(files.resolve("a/b.png")).getName()).isEqualTo(me.user());
  }

  @Test
  void nothingIsLeftBesideIt() throws IOException {
    new Tar().file("files/a", "x").write(archive);
    bring();
    try (var left = Files.list(home)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("shared", AssetsImport.MARK);
    }
  }

  @Test
  void itIsDoneOnceEver() throws IOException {
    new Tar().file("files/a", "old").write(archive);
    bring();
    Files.writeString(files.resolve("a"), "new");
    bring();
    assertThat(files.resolve("a")).hasContent("new");
  }

  @Test
  void anAgentThatWasKilledWhileItUnpackedStartsAgain() throws IOException {
    Files.createDirectories(home.resolve(".import.part/files"));
    Files.writeString(home.resolve(".import.part/files/half"), "x");
    new Tar().file("files/a", "x").write(archive);
    bring();
    assertThat(files.resolve("a")).exists();
    assertThat(files.resolve("half")).doesNotExist();
  }

  @Test
  void anAgentThatWasKilledBetweenTwoPlacesGoesOn() throws IOException {
    Files.writeString(files.resolve("moved"), "x");
    Files.createDirectories(home.resolve(".import/private"));
    Files.writeString(home.resolve(".import/private/left"), "y");
    bring();
    assertThat(files.resolve("moved")).exists();
    assertThat(home.resolve("shared/private/left")).exists();
    assertThat(home.resolve(AssetsImport.MARK)).exists();
  }

  @Test
  void whatIsThereIsNeverOverwritten() throws IOException {
    Files.writeString(files.resolve("mine"), "x");
    new Tar().file("files/a", "x").write(archive);
    assertRefused("files is not empty");
    assertThat(files.resolve("mine")).exists();
  }

  @Test
  void aNameThatClimbsIsRefused() throws IOException {
    new Tar().file("files/../../../climbed", "x").write(archive);
    assertRefused("leads out");
    assertThat(dir.resolve("climbed")).doesNotExist();
  }

  @Test
  void anAbsoluteNameIsRefused() throws IOException {
    new Tar().file(dir.resolve("absolute").toString(), "x").write(archive);
    assertRefused("leads out");
    assertThat(dir.resolve("absolute")).doesNotExist();
  }

  @Test
  void aLinkThatLeadsOutIsRefused() throws IOException {
    new Tar().link("files/passwd", "/etc/passwd").write(archive);
    assertRefused("is absolute, which leads out");
    new Tar().link("files/up", "../../..").write(archive);
    assertRefused("leads out");
  }

  @Test
  void aFileBehindALinkIsNotWrittenThere() throws IOException {
    var outside = Files.createDirectory(dir.resolve("outside"));
    new Tar().link("files/out", outside.toString()).file("files/out/evil", "x").write(archive);
    assertRefused("");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aHardLinkToAFileOfTheHostIsRefused() throws IOException {
    var secret = Files.writeString(dir.resolve("secret"), "x");
    new Tar().hardLink("files/mine", secret.toString()).write(archive);
    assertRefused("leads out");
  }

  @Test
  void devicesAndPipesAreRefused() throws IOException {
    new Tar().device("files/null").write(archive);
    assertRefused("neither file, directory nor link");
    new Tar().pipe("files/pipe").write(archive);
    assertRefused("neither file, directory nor link");
  }

  @Test
  void whatBelongsToNoMountIsRefused() throws IOException {
    new Tar().file("sites/default/files/a", "x").write(archive);
    assertRefused("\"sites\" of the archive is below none of the site's mounts [files, private]");
  }

  @Test
  void anArchiveThatIsCutShortIsRefused() throws IOException {
    new Tar().file("files/a", "x".repeat(100_000)).write(archive);
    var bytes = Files.readAllBytes(archive);
    Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused("unpack");
    archive = dir.resolve("nothing");
    assertRefused("there is no file");
  }

  private static Optional<Orders.Again> again(boolean replace) {
    return Optional.of(new Orders.Again(replace, "a test", Instant.now()));
  }

  @Test
  void whoAsksHasTheFilesOnceMoreAndKeepsTheFormerOnes() throws IOException {
    new Tar().file("files/a", "old").write(archive);
    bring();
    Files.writeString(files.resolve("b"), "uploaded");
    var order = again(true);
    bring(order);
    assertThat(files.resolve("a")).hasContent("old");
    assertThat(files.resolve("b")).doesNotExist();
    var before = home.resolve(AssetsImport.BEFORE);
    assertThat(before.resolve("files/b")).hasContent("uploaded");
    assertThat(OwnFiles.mode(before)).isEqualTo(0700);
    Files.writeString(files.resolve("c"), "later");
    bring(order);
    assertThat(files.resolve("c")).as("one order is one import").exists();
  }

  @Test
  void whatIsThereStaysUntilSomebodySaysThatItMayGo() throws IOException {
    new Tar().file("files/a", "old").write(archive);
    bring();
    assertThatThrownBy(() -> bring(again(false))).hasMessageContaining("is not empty");
    assertThat(files.resolve("a")).exists();
  }

  @Test
  void anOrderThatWasCutOffBetweenAwayAndInGoesOn() throws IOException {
    new Tar().file("files/a", "old").write(archive);
    bring();
    var order = again(true);
    Files.createDirectories(home.resolve(".import/files"));
    Files.writeString(home.resolve(".import/files/a"), "new");
    Files.createDirectories(home.resolve(AssetsImport.BEFORE));
    Files.move(files, home.resolve(AssetsImport.BEFORE).resolve("files"));
    bring(order);
    assertThat(files.resolve("a")).hasContent("new");
    assertThat(home.resolve(AssetsImport.BEFORE).resolve("files/a")).hasContent("old");
  }

  @Test
  void whatATryBeforeTheOrderLeftIsNotTaken() throws IOException {
    new Tar().file("files/a", "new").write(archive);
    Files.createDirectories(home.resolve(".import/private"));
    bring(Optional.of(new Orders.Again(true, "a test", Instant.now().plusSeconds(2))));
    assertThat(files.resolve("a")).hasContent("new");
  }

  private void assertRefused(String because) {
    assertThatThrownBy(this::bring)
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .hasMessageContaining(because);
    assertThat(home.resolve(".import.part")).doesNotExist();
    assertThat(home.resolve(AssetsImport.MARK)).doesNotExist();
  }
}
