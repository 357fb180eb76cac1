package dev.pilaster.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A file system of a few MiB, mounted while a test needs it. */
public record SmallDisk(Path dir) implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int PAGE = 4096;

  public static SmallDisk at(Path dir, int mebibytes) {
    var size = "size=" + mebibytes + "m";
    Command.must(SOON, List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", dir.toString()));
    return new SmallDisk(dir);
  }

  /** Leaves no room; {@link #makeRoom} gives it back. */
  public void fill() throws IOException {
    try (var out = Files.newOutputStream(filler())) {
      var bytes = new byte[PAGE];
      while (Files.isDirectory(dir)) {
        out.write(bytes);
      }
    } catch (IOException e) {
      if (Files.getFileStore(dir).getUsableSpace() > 0) {
        throw e;
      }
    }
  }

  public void makeRoom() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return dir.resolve("filler");
  }

  @Override
  public void close() {
    Command.must(SOON, List.of("umount", "-l", dir.toString()));
  }
}
