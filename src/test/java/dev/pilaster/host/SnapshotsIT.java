package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Data;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots on real file systems, by the real programs. */
class SnapshotsIT {
  private static final Name SERVICE = new Name("mariadb");
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path root;
  private Path db;
  private final Snapshots snapshots = new Snapshots(Mounts.OF_THIS_HOST);

  @BeforeEach
  void data() throws IOException {
    db = Files.createDirectory(root.resolve("db"));
    DataMarks.make(List.of(db.toString()));
    Files.writeString(db.resolve("rows"), "old");
  }

  private static Data data(int generation, Path dir) {
    return new Data(SERVICE, generation, List.of(dir.toString()));
  }

  private Path snapshot(int generation) {
    return root.resolve("db.pilaster-mariadb-g" + generation);
  }

  private List<String> names() throws IOException {
    try (var all = Files.list(root)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aSnapshotOutlivesWhatIsDoneToTheDataAndComesBack() throws IOException {
    snapshots.take(data(4, db));
    Files.writeString(db.resolve("rows"), "new");
    Files.writeString(db.resolve("more"), "new");
    snapshots.restore(data(4, db));
    assertThat(db.resolve("rows")).hasContent("old");
    assertThat(db.resolve("more")).doesNotExist();
    assertThat(DataMarks.isMarked(db)).isTrue();
    assertThat(names()).containsExactly("db", "db.pilaster-mariadb-g4.failed");
  }

  @Test
  void ownersModesLinksHolesAndAttributesAreKept() throws IOException {
    var file = Files.writeString(db.resolve("ibdata1"), "x");
    Files.setAttribute(file, "unix:mode", 0640);
    Files.setAttribute(file, "unix:uid", 999);
    Files.setAttribute(db, "unix:mode", 02750);
    Files.createSymbolicLink(db.resolve("link"), Path.of("ibdata1"));
    Files.createLink(db.resolve("hard"), file);
    Files.setAttribute(file, "user:a", "b".getBytes(US_ASCII));
    try (var sparse = new RandomAccessFile(db.resolve("sparse").toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
    snapshots.take(data(4, db));
    var copy = snapshot(4);
    assertThat(Files.readAttributes(copy.resolve("ibdata1"), "unix:uid,mode,nlink"))
        .containsEntry("uid", 999)
        .containsEntry("mode", 0100640)
        .containsEntry("nlink", 2);
    assertThat(OwnFiles.mode(copy)).isEqualTo(02750);
    assertThat(Files.readSymbolicLink(copy.resolve("link"))).isEqualTo(Path.of("ibdata1"));
    assertThat((byte[]) Files.getAttribute(copy.resolve("ibdata1"), "user:a"))
        .asString()
        .isEqualTo("b");
    assertThat(Files.size(copy.resolve("sparse"))).isEqualTo(1L << 30);
    var used = Command.must(SOON, List.of("du", "-sm", copy.toString())).output();
    assertThat(used).startsWith("1\t");
  }

  @Test
  void olderSnapshotsAndWhatWasSetAsideGoFirst() throws IOException {
    snapshots.take(data(4, db));
    snapshots.restore(data(4, db));
    snapshots.take(data(5, db));
    snapshots.take(data(6, db));
    assertThat(names()).containsExactly("db", "db.pilaster-mariadb-g6");
  }

  @Test
  void aSnapshotOfTheSameGenerationIsMadeAnew() throws IOException {
    snapshots.take(data(4, db));
    Files.writeString(db.resolve("rows"), "written since");
    snapshots.take(data(4, db));
    assertThat(snapshot(4).resolve("rows")).hasContent("written since");
  }

  @Test
  void whatHasNotOurNameAndOurMarkStays() throws IOException {
    Files.createDirectory(snapshot(3));
    var other = Files.createDirectory(root.resolve("db.pilaster-solr-g3"));
    var backup = Files.createDirectory(root.resolve("db.backup"));
    DataMarks.make(List.of(other.toString(), backup.toString()));
    snapshots.take(data(4, db));
    assertThat(List.of(snapshot(3), snapshot(4), other, backup)).allMatch(Files::isDirectory);
  }

  @Test
  void whatACrashLeftHalfDoneIsNoSnapshotAndGoes() throws IOException {
    var part = Files.createDirectory(root.resolve("db.pilaster-mariadb-g3.part"));
    DataMarks.make(List.of(part.toString()));
    Files.writeString(part.resolve("rows"), "ha");
    snapshots.take(data(4, db));
    assertThat(names()).containsExactly("db", "db.pilaster-mariadb-g4");
  }

  @Test
  void aDirectoryWithoutItsMarkIsNotTrusted() throws IOException {
    Files.delete(db.resolve(Data.MARK));
    assertThatThrownBy(() -> snapshots.take(data(4, db)))
        .hasMessageContaining(db + " has no mark")
        .matches(e -> ((HostException) e).kind() == Kind.TRANSIENT);
  }

  @Test
  void withoutRoomNothingIsCopied() throws IOException {
    try (var disk = SmallDisk.at(Files.createDirectory(root.resolve("disk")), 16)) {
      var data = Files.createDirectory(disk.dir().resolve("db"));
      DataMarks.make(List.of(data.toString()));
      Files.write(data.resolve("rows"), new byte[10 << 20]);
      assertThatThrownBy(() -> snapshots.take(data(4, data)))
          .hasMessageContaining("needs 10 MiB beside it, and 5 MiB are free")
          .matches(e -> ((HostException) e).kind() == Kind.TRANSIENT);
      try (var left = Files.list(disk.dir())) {
        assertThat(left).containsExactly(data);
      }
    }
  }

  @Test
  void whatAnOlderCopyTakesIsRoom() throws IOException {
    try (var disk = SmallDisk.at(Files.createDirectory(root.resolve("disk")), 16)) {
      var data = Files.createDirectory(disk.dir().resolve("db"));
      DataMarks.make(List.of(data.toString()));
      Files.write(data.resolve("rows"), new byte[7 << 20]);
      snapshots.take(data(4, data));
      snapshots.take(data(5, data));
      assertThat(disk.dir().resolve("db.pilaster-mariadb-g5/rows")).hasSize(7 << 20);
    }
  }

  @Test
  void lookingForRoomLeavesNothing() throws IOException {
    snapshots.room(data(4, db));
    assertThat(names()).containsExactly("db");
  }

  @Test
  void aMountPointHasNone() throws IOException {
    try (var disk = SmallDisk.at(Files.createDirectory(root.resolve("disk")), 16)) {
      DataMarks.make(List.of(disk.dir().toString()));
      assertThatThrownBy(() -> snapshots.take(data(4, disk.dir())))
          .hasMessageContaining("such as " + disk.dir() + "/data")
          .matches(e -> ((HostException) e).kind() == Kind.INVALID);
      assertThat(Files.exists(root.resolve("disk.pilaster-mariadb-g4.part"), NOFOLLOW_LINKS))
          .isFalse();
    }
  }
}
