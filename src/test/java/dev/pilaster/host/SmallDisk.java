package dev.pilaster.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A file system of a few MiB, mounted while a test needs it. */
record SmallDisk(Path dir) implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);

  static SmallDisk at(Path dir, int mebibytes) {
    var size = "size=" + mebibytes + "m";
    Command.must(SOON, List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", dir.toString()));
    return new SmallDisk(dir);
  }

  @Override
  public void close() {
    Command.must(SOON, List.of("umount", "-l", dir.toString()));
  }
}
