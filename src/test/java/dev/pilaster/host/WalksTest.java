package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Difference;
import dev.pilaster.model.Name;
import dev.pilaster.model.Rights;
import dev.pilaster.model.Site;
import dev.pilaster.sim.Hands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When sites' files are looked through. */
@Tag("outer")
class WalksTest {
  @TempDir Path dir;
  private final ArrayDeque<Runnable> beside = new ArrayDeque<>();
  private final Hands clock = new Hands();
  private Walks walks;
  private Rights rights;
  private Path file;

  @BeforeEach
  void site() throws IOException {
    var me = Me.of(dir);
    var modes = new Site.Permissions(me.user(), Optional.empty(), 0750, 0640, 02770, 0660, 0440);
    rights = new Rights(new Name("acme"), modes, new TreeSet<>());
    walks = new Walks(dir, me.group(), clock, beside::add);
    for (var release : List.of("r1", "r2")) {
      file = dir.resolve("acme/releases/" + release + "/web/index.php");
      Files.createDirectories(file.getParent());
      Files.createDirectories(dir.resolve("acme/config/" + release));
      Files.setAttribute(dir.resolve("acme/config/" + release), "unix:mode", 0750);
      Files.writeString(file, "code");
      SiteFiles.give(dir.resolve("acme/releases/" + release), modes, me.group());
      SiteFiles.note(
          dir.resolve("acme/releases/" + release), dir.resolve("acme/config/" + release));
    }
  }

  private List<Difference> wrong() {
    return walks.wrong(rights, Optional.of("r2"));
  }

  private int walked() {
    var begun = beside.size();
    while (!beside.isEmpty()) {
      beside.remove().run();
    }
    return begun;
  }

  @Test
  void theFirstLookBeginsAWalkAndWaitsForNothing() throws IOException {
    Files.setAttribute(file, "unix:mode", 0777);
    assertThat(wrong()).isEmpty();
    assertThat(walked()).isEqualTo(1);
    assertThat(wrong()).hasSize(1);
    assertThat(walked()).isZero();
  }

  @Test
  void theTopIsLookedAtEveryTime() throws IOException {
    wrong();
    walked();
    Files.setAttribute(dir.resolve("acme/releases/r2"), "unix:mode", 0777);
    assertThat(wrong()).hasSize(1);
  }

  @Test
  void anotherReleaseIsWalked() {
    walks.wrong(rights, Optional.of("r1"));
    walked();
    wrong();
    assertThat(walked()).isEqualTo(1);
  }

  @Test
  void aDayLaterItIsWalkedAgain() {
    wrong();
    walked();
    clock.now = clock.now.plus(Duration.ofHours(23));
    wrong();
    assertThat(walked()).isZero();
    clock.now = clock.now.plus(Duration.ofHours(1));
    wrong();
    assertThat(walked()).isEqualTo(1);
  }

  @Test
  void whoAsksGetsAnotherWalk() throws IOException {
    wrong();
    walked();
    Files.setAttribute(file, "unix:mode", 0777);
    walks.refresh();
    wrong();
    walked();
    assertThat(wrong()).hasSize(1);
  }

  @Test
  void aWalkThatFindsSomethingSaysSo() throws IOException {
    var said = new int[1];
    walks.onFound(() -> said[0]++);
    wrong();
    walked();
    assertThat(said[0]).isZero();
    Files.setAttribute(file, "unix:mode", 0777);
    walks.refresh();
    wrong();
    walked();
    assertThat(said[0]).isEqualTo(1);
  }

  @Test
  void aRepairLeavesNothingToFind() throws IOException {
    Files.setAttribute(file, "unix:mode", 0777);
    wrong();
    walked();
    walks.repair(rights, Optional.of("r2"));
    assertThat(wrong()).isEmpty();
    assertThat(OwnFiles.mode(file)).isEqualTo(0640);
  }
}
