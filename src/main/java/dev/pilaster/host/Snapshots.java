package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.Data;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Copies of data directories that nobody writes to, and the way back by renaming. The copying is
 * done by {@code cp -a}: it keeps owners, modes, links, holes and extended attributes, and shares
 * the blocks where the file system can.
 */
final class Snapshots {
  private static final Duration SHORT = Duration.ofMinutes(10);

  /** Slower than this is a broken disk, in bytes a second. */
  private static final long SLOWEST = 4 << 20;

  private final Mounts mounts;

  Snapshots(Mounts mounts) {
    this.mounts = mounts;
  }

  /**
   * Makes a snapshot of every directory anew, because a former one may be older than the data. What
   * else there is of the service's is removed first: there is room for one.
   *
   * @throws HostException of kind INVALID when a directory cannot be restored by renaming; else
   *     TRANSIENT, also for want of space
   */
  void take(Data data) {
    for (var dir : data.dirs()) {
      mounts.mustBeRenamable(Path.of(dir));
      if (!DataMarks.isMarked(Path.of(dir))) {
        throw new HostException(Kind.TRANSIENT, dir + " has no mark: is its disk mounted?");
      }
    }
    for (var dir : data.dirs()) {
      try {
        take(new Copies(Path.of(dir), data.service(), data.generation()));
      } catch (IOException e) {
        throw OwnFiles.failed("take a snapshot of " + dir, e);
      }
    }
  }

  private static void take(Copies copies) throws IOException {
    for (var old : copies.all()) {
      Owned.delete(old);
    }
    var part = copies.part();
    Owned.delete(part);
    // With the mark from the start, so that what a crash leaves is known as ours.
    Files.createDirectory(part);
    OwnFiles.write(part.resolve(Data.MARK), DataMarks.TEXT, 0644, "");
    try {
      var size = size(copies.dir());
      if (!sharesBlocks(part)) {
        mustFit(copies.dir(), size);
      }
      var deadline = SHORT.plusSeconds(size / SLOWEST);
      var from = copies.dir().toString();
      Command.must(
          deadline, List.of("cp", "-a", "--reflink=auto", "-T", "--", from, part.toString()));
      Command.must(deadline, List.of("sync", "-f", "--", part.toString()));
      OwnFiles.rename(part, copies.snapshot());
    } catch (IOException | RuntimeException e) {
      Owned.delete(part);
      throw e;
    }
  }

  /** Bytes on the disk, holes not counted. */
  private static long size(Path dir) {
    var said = Command.must(SHORT, List.of("du", "-s", "-B1", "--", dir.toString())).output();
    return Long.parseLong(said.split("\\s", 2)[0]);
  }

  private static boolean sharesBlocks(Path part) throws IOException {
    var mark = part.resolve(Data.MARK);
    var other = part.resolve(Data.MARK + ".shared");
    var argv = List.of("cp", "--reflink=always", "--", mark.toString(), other.toString());
    var good = Command.run(SHORT, argv).good();
    Files.deleteIfExists(other);
    return good;
  }

  private static void mustFit(Path dir, long size) throws IOException {
    var free = Files.getFileStore(dir).getUsableSpace();
    var needed = size + size / 20;
    if (free < needed) {
      var text = "take a snapshot of %s: %d MiB are needed beside it, and %d MiB are free";
      throw new HostException(Kind.TRANSIENT, text.formatted(dir, mebi(needed), mebi(free)));
    }
  }

  private static long mebi(long bytes) {
    return bytes >> 20;
  }

  /**
   * Sets the directories aside and puts their snapshots in their place. Between any two renames
   * each directory has its data under one of the two names; done again, it goes on from there.
   *
   * @throws HostException of kind BUG when there is neither a snapshot nor a directory
   */
  void restore(Data data) {
    for (var dir : data.dirs()) {
      try {
        restore(new Copies(Path.of(dir), data.service(), data.generation()));
      } catch (IOException e) {
        throw OwnFiles.failed("restore the snapshot of " + dir, e);
      }
    }
  }

  private static void restore(Copies copies) throws IOException {
    var there = Files.exists(copies.dir(), NOFOLLOW_LINKS);
    if (Files.isDirectory(copies.snapshot(), NOFOLLOW_LINKS)) {
      if (there) {
        OwnFiles.rename(copies.dir(), copies.aside());
      }
      OwnFiles.rename(copies.snapshot(), copies.dir());
    } else if (!there) {
      var text =
          "restore %s: neither it nor %s is there".formatted(copies.dir(), copies.snapshot());
      throw new HostException(Kind.BUG, text);
    }
  }
}
