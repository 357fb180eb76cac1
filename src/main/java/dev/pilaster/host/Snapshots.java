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
   * Makes sure that a snapshot can be taken, and restored by renaming.
   *
   * @throws HostException of kind INVALID when a directory cannot be renamed; TRANSIENT for want of
   *     a mark or of space
   */
  void room(Data data) {
    for (var dir : data.dirs()) {
      mounts.mustBeRenamable(Path.of(dir));
      if (!DataMarks.isMarked(Path.of(dir))) {
        throw new HostException(Kind.TRANSIENT, dir + " has no mark: is its disk mounted?");
      }
      attempt(dir, Snapshots::mustFit, data);
    }
  }

  /**
   * Makes a snapshot of every directory anew, because a former one may be older than the data. What
   * else there is of the service's is removed first: there is room for one.
   *
   * @throws HostException as {@link #room} does, and of kind TRANSIENT when copying fails
   */
  void take(Data data) {
    room(data);
    data.dirs().forEach(dir -> attempt(dir, Snapshots::take, data));
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
      var from = copies.dir().toString();
      var copy = List.of("cp", "-a", "--reflink=auto", "-T", "--", from, part.toString());
      Command.must(SHORT.plusSeconds(size(copies.dir()) / SLOWEST), copy);
      Command.must(SHORT, List.of("sync", "-f", "--", part.toString()));
      OwnFiles.rename(part, copies.snapshot());
    } catch (IOException | RuntimeException e) {
      Owned.delete(part);
      throw e;
    }
  }

  /** Beside the data, in what is free and in what will be when older copies are gone. */
  private static void mustFit(Copies copies) throws IOException {
    if (sharesBlocks(copies)) {
      return;
    }
    var free = Files.getFileStore(copies.dir()).getUsableSpace();
    for (var old : copies.all()) {
      free += size(old);
    }
    var size = size(copies.dir());
    var needed = size + size / 20;
    if (free < needed) {
      var text = "a snapshot of %s needs %d MiB beside it, and %d MiB are free";
      throw new HostException(
          Kind.TRANSIENT, text.formatted(copies.dir(), needed >> 20, free >> 20));
    }
  }

  private static boolean sharesBlocks(Copies copies) throws IOException {
    var mark = copies.dir().resolve(Data.MARK);
    var other = copies.trial();
    var argv = List.of("cp", "--reflink=always", "--", mark.toString(), other.toString());
    var good = Command.run(SHORT, argv).good();
    Files.deleteIfExists(other);
    return good;
  }

  /**
   * Bytes on the disk, holes not counted. What goes away meanwhile is complained of, and is fine.
   */
  private static long size(Path dir) {
    var said = Command.run(SHORT, List.of("du", "-s", "-B1", "--", dir.toString())).output();
    var total = said.substring(said.lastIndexOf('\n') + 1).split("\t", 2)[0];
    if (!total.matches("\\d{1,18}")) {
      throw new HostException(Kind.TRANSIENT, "how large is " + dir + ": " + said);
    }
    return Long.parseLong(total);
  }

  /**
   * Sets the directories aside and puts their snapshots in their place. Between any two renames
   * each directory has its data under one of the two names; done again, it goes on from there.
   *
   * @throws HostException of kind BUG when there is neither a snapshot nor a directory
   */
  void restore(Data data) {
    data.dirs().forEach(dir -> attempt(dir, Snapshots::restore, data));
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

  private interface Work {
    void on(Copies copies) throws IOException;
  }

  private static void attempt(String dir, Work work, Data data) {
    try {
      work.on(new Copies(Path.of(dir), data.service(), data.generation()));
    } catch (IOException e) {
      throw OwnFiles.failed("snapshot of " + dir, e);
    }
  }
}
