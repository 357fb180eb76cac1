package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Data;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back by renaming, from every state that a crash may leave. */
@Tag("outer")
class RestoreTest {
  private static final String SNAPSHOT = "db.pilaster-mariadb-g4";
  private static final String FAILED = SNAPSHOT + ".failed";

  @TempDir Path root;
  private final Snapshots snapshots = new Snapshots(Mounts.OF_THIS_HOST);

  @BeforeEach
  void upgraded() throws IOException {
    make("db", "new");
    make(SNAPSHOT, "old");
  }

  private void make(String dir, String content) throws IOException {
    Files.createDirectories(root.resolve(dir));
    Files.writeString(root.resolve(dir).resolve("rows"), content);
  }

  private void restore(String... dirs) {
    var paths = List.of(dirs).stream().map(d -> root.resolve(d).toString()).toList();
    snapshots.restore(new Data(new Name("mariadb"), 4, paths));
  }

  /** Directory to what is in it. */
  private Map<String, String> all() throws IOException {
    var all = new TreeMap<String, String>();
    try (var dirs = Files.newDirectoryStream(root)) {
      for (var dir : dirs) {
        all.put(dir.getFileName().toString(), Files.readString(dir.resolve("rows")));
      }
    }
    return all;
  }

  private void isRestored() throws IOException {
    assertThat(all()).hasSize(2).containsEntry("db", "old").containsEntry(FAILED, "new");
  }

  @Test
  void theSnapshotTakesThePlaceAndNothingIsLost() throws IOException {
    restore("db");
    isRestored();
  }

  @Test
  void afterACrashBetweenTheRenamesItGoesOn() throws IOException {
    Files.move(root.resolve("db"), root.resolve(FAILED));
    restore("db");
    isRestored();
  }

  @Test
  void doneAgainNothingChanges() throws IOException {
    restore("db");
    restore("db");
    isRestored();
  }

  @Test
  void aSecondDirectoryFollowsWhenACrashCameAfterTheFirst() throws IOException {
    make("log", "new log");
    make("log.pilaster-mariadb-g4", "old log");
    restore("db");
    restore("db", "log");
    assertThat(all()).containsEntry("db", "old").containsEntry("log", "old log").hasSize(4);
  }

  @Test
  void whatWasMadeInTheGapIsSetAsideAsWell() throws IOException {
    Files.move(root.resolve("db"), root.resolve(FAILED));
    make("db", "made by somebody");
    restore("db");
    assertThat(all())
        .containsEntry("db", "old")
        .containsEntry(FAILED, "new")
        .containsEntry(FAILED + "-2", "made by somebody");
  }

  @Test
  void aHalfSnapshotIsNone() throws IOException {
    Files.move(root.resolve(SNAPSHOT), root.resolve(SNAPSHOT + ".part"));
    restore("db");
    assertThat(all()).containsEntry("db", "new");
  }

  @Test
  void ofAnotherGenerationIsNone() throws IOException {
    Files.move(root.resolve(SNAPSHOT), root.resolve("db.pilaster-mariadb-g3"));
    restore("db");
    assertThat(all()).containsEntry("db", "new");
  }

  @Test
  void neitherIsABugAndTouchesNothing() throws IOException {
    Files.move(root.resolve("db"), root.resolve(FAILED));
    Files.move(root.resolve(SNAPSHOT), root.resolve("db.pilaster-mariadb-g3"));
    var before = all();
    assertThatThrownBy(() -> restore("db"))
        .hasMessageContaining("neither it nor " + root.resolve(SNAPSHOT))
        .matches(e -> ((HostException) e).kind() == Kind.BUG);
    assertThat(all()).isEqualTo(before);
  }
}
