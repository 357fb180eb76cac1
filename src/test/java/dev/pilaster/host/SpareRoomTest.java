package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class SpareRoomTest {
  @TempDir private Path dir;

  @Test
  void memoryIsWhatTheKernelSaysIsAvailable() throws IOException {
    var meminfo = dir.resolve("meminfo");
    Files.writeString(meminfo, "MemTotal:  2048 kB\nMemFree:  1 kB\nMemAvailable:   1024 kB\n");
    assertThat(new SpareRoom(meminfo, List.of(), () -> dir).read().memory()).isEqualTo(1 << 20);
  }

  @Test
  void aDirectoryThatIsNotThereYetCountsAsItsParent() {
    var spare = new SpareRoom(List.of(), () -> dir.resolve("a/b/c")).read();
    assertThat(spare.disk())
        .isEqualTo(new SpareRoom(List.of(dir), () -> dir).read().disk())
        .isBetween(0, 100);
    assertThat(spare.memory()).isPositive().isLessThan(1L << 50);
  }
}
