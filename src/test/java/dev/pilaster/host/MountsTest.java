package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThatCode;
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
class MountsTest {
  @TempDir Path dir;
  private Mounts mounts;

  /** As in proc(5), below {@code /proc/pid/mountinfo}. */
  @BeforeEach
  void table() throws IOException {
    var line = "36 35 98:0 / %s rw,noatime master:1 - ext4 /dev/vdb rw\n";
    var table = dir.resolve("mountinfo");
    Files.writeString(
        table, line.formatted("/") + line.formatted("/srv/a\\040b") + line.formatted("/srv/c/d"));
    mounts = new Mounts(table);
  }

  private void refused(Path path, String why) {
    assertThatThrownBy(() -> mounts.mustBeRenamable(path))
        .hasMessageContaining(why)
        .matches(e -> ((HostException) e).kind() == Kind.INVALID);
  }

  @Test
  void aDirectoryOfAFileSystemCanBeRenamed() {
    assertThatCode(() -> mounts.mustBeRenamable(dir)).doesNotThrowAnyException();
    assertThatCode(() -> mounts.mustBeRenamable(Path.of("/srv/c/dd"))).doesNotThrowAnyException();
  }

  @Test
  void aMountPointCannot() {
    refused(Path.of("/srv/a b"), "such as /srv/a b/data");
  }

  @Test
  void oneWithAMountBelowCannot() {
    refused(Path.of("/srv/c"), "/srv/c/d is a mount point, so /srv/c cannot have a snapshot");
  }

  @Test
  void aLinkCannot() throws IOException {
    var link = Files.createSymbolicLink(dir.resolve("link"), Path.of("/srv"));
    refused(link, "is a link");
  }
}
