package dev.pilaster.host;

import dev.pilaster.model.Observed.Spare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the host has left, of memory and of the disks that images and releases go to. */
final class SpareRoom {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";
  private static final long KIB = 1024;

  private final Path meminfo;
  private final List<Path> disks;

  /**
   * @param disks directories, or where they will be
   */
  SpareRoom(List<Path> disks) {
    this(MEMINFO, disks);
  }

  SpareRoom(Path meminfo, List<Path> disks) {
    this.meminfo = meminfo;
    this.disks = List.copyOf(disks);
  }

  /** As of now: one small file and one call a disk. */
  Spare read() {
    try {
      return new Spare(memory(), disk());
    } catch (IOException e) {
      throw OwnFiles.failed("look at what the host has left", e);
    }
  }

  /** The kernel's own estimate (proc(5)): what programs could get without swapping. */
  private long memory() throws IOException {
    try (Stream<String> lines = Files.lines(meminfo)) {
      return lines
              .filter(line -> line.startsWith(AVAILABLE))
              .map(line -> line.replaceAll("[^0-9]", ""))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElse(Long.MAX_VALUE / KIB)
          * KIB;
    }
  }

  private int disk() throws IOException {
    var least = 100;
    for (var disk : disks) {
      var store = Files.getFileStore(existing(disk));
      if (store.getTotalSpace() > 0) {
        least = Math.min(least, (int) (100 * store.getUsableSpace() / store.getTotalSpace()));
      }
    }
    return least;
  }

  private static Path existing(Path path) {
    var at = path.toAbsolutePath();
    while (!Files.exists(at)) {
      at = OwnFiles.parent(at);
    }
    return at;
  }
}
