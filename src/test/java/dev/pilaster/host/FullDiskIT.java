package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own files on a disk that is really full. */
class FullDiskIT {
  private static final String LONG = "a line of some length\n".repeat(10_000);

  @TempDir Path dir;
  private SmallDisk disk;

  @BeforeEach
  void mount() {
    disk = SmallDisk.at(dir, 2);
  }

  @AfterEach
  void unmount() {
    disk.close();
  }

  @Test
  void aFileIsTheFormerOneUntilThereIsRoomForTheNext() throws IOException {
    var file = dir.resolve("site.conf");
    OwnFiles.write(file, "former", 0644, "");
    disk.fill();
    assertThatThrownBy(() -> OwnFiles.write(file, LONG, 0644, ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device");
    assertThat(OwnFiles.read(dir).get(file.toString()).text()).isEqualTo("former");
    assertThat(dir).isDirectoryNotContaining(p -> p.getFileName().toString().startsWith("."));
    disk.makeRoom();
    OwnFiles.write(file, LONG, 0644, "");
    assertThat(file).hasContent(LONG);
  }

  @Test
  void aConfigFileIsThereWholeOrNotAtAll() throws IOException {
    var configs = new Configs(dir.resolve("configs"));
    var draft = new Draft(new Server.Network("net", "10.0.0.0/24"));
    draft.configs.put("/etc/php/long.ini", LONG);
    disk.fill();
    var failure = catchThrowableOfType(HostException.class, () -> configs.write(draft.spec()));
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure)
        .hasMessageContaining(dir.resolve("configs").toString())
        .hasMessageContaining("No space left on device");
    try (var all = Files.walk(dir)) {
      assertThat(all).noneMatch(p -> p.toString().endsWith("-long.ini"));
    }
    disk.makeRoom();
    var mount = configs.write(draft.spec()).get(0);
    assertThat(Path.of(mount.source())).hasContent(LONG);
  }
}
