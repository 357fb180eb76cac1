package dev.pilaster.agent;

import dev.pilaster.model.Commit;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Pillar files of a directory that only root, or the agent's own user, can have written: they
 * become orders of root. No link is followed below it.
 */
record Folder(Path root) {
  /** Of the group, and of everybody. */
  private static final int OTHERS_WRITE = 0022;

  private static final long LARGEST = 1024 * 1024;

  /** The files as they are now, under the name of this commit. */
  Snapshot at(Commit commit) {
    return new Snapshot() {
      @Override
      public Commit commit() {
        return commit;
      }

      @Override
      public Optional<String> read(String path) {
        return Folder.this.read(path);
      }
    };
  }

  private Optional<String> read(String path) {
    var file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw refused(file, "is not below " + root);
    }
    try {
      trust(root);
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      var part = root;
      for (var name : root.relativize(file)) {
        part = part.resolve(name);
        trust(part);
      }
      return Optional.of(text(file));
    } catch (IOException e) {
      throw refused(file, "cannot be read: " + e);
    }
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(file, "is no file");
    }
    if (Files.size(file) > LARGEST) {
      throw refused(file, "is larger than 1 MiB");
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static void trust(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw refused(path, "is a link");
    }
    if (Files.notExists(path)) {
      throw refused(path, "is not there");
    }
    var owner = number(path, "uid");
    if (owner != 0 && owner != number(Path.of("/proc/self"), "uid")) {
      throw refused(path, "belongs to neither root nor the agent's user");
    }
    if ((number(path, "mode") & OTHERS_WRITE) != 0) {
      throw refused(path, "can be written by others than its owner");
    }
  }

  private static int number(Path path, String attribute) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
  }

  private static HostException refused(Path path, String why) {
    return new HostException(HostException.Kind.INVALID, path + " " + why);
  }
}
