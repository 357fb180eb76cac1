package dev.pilaster.host;

import dev.pilaster.model.Observed.Spare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the host has left, of memory and of the disks that images and releases go to. */
final class SpareRoom {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";
  private static final long KIB = 1024;
  private static final int ALL = 100;

  private final Path meminfo;
  private final List<Path> disks;
  private final Supplier<Path> engine;
  private Optional<Path> root = Optional.empty();

  /**
   * @param disks directories, or where they will be
   * @param engine says where the engine keeps its data; asked once
   */
  SpareRoom(List<Path> disks, Supplier<Path> engine) {
    this(MEMINFO, disks, engine);
  }

  SpareRoom(Path meminfo, List<Path> disks, Supplier<Path> engine) {
    this.meminfo = meminfo;
    this.disks = List.copyOf(disks);
    this.engine = engine;
  }

  /** As of now: one small file and one call a disk. */
  synchronized Spare read() {
    root = root.or(() -> Optional.of(engine.get()));
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

  private int disk() {
    var least = root.isPresent() ? free(root.get()) : ALL;
    for (var disk : disks) {
      least = Math.min(least, free(disk));
    }
    return least;
  }

  /** Asks the kernel alone: a {@code FileStore} reads the table of all mounts first. */
  private static int free(Path disk) {
    var there = existing(disk).toFile();
    var size = there.getTotalSpace();
    return size > 0 ? (int) (ALL * there.getUsableSpace() / size) : ALL;
  }

  private static Path existing(Path path) {
    var at = path.toAbsolutePath();
    while (!Files.exists(at)) {
      at = OwnFiles.parent(at);
    }
    return at;
  }
}
