package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Owner, group and mode of what is on the disk; only what differs is touched, links as links. */
final class Owned {
  /** inode(7). */
  private static final int TYPE = 0170000;

  private static final int LINK = 0120000;

  private Owned() {}

  /** Makes a directory, and those above it where they are missing, and gives it its owner. */
  static void directory(Path path, Owner owner, int mode) throws IOException {
    above(path);
    make(path);
    set(path, owner, mode);
  }

  /** Another step, such as a test of nginx's configuration, may make the same at this moment. */
  private static void make(Path path) throws IOException {
    try {
      Files.createDirectory(path);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path, NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  /** Missing directories above are everybody's to read, whatever the umask. */
  private static void above(Path path) throws IOException {
    var parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.exists(parent)) {
      above(parent);
      make(parent);
      Files.setAttribute(parent, "unix:mode", 0755);
    }
  }

  /** Lets everybody through a directory that is there; what is in it stays hidden as it was. */
  static void passable(Path path) throws IOException {
    var mode = OwnFiles.mode(path);
    if ((mode & 0111) != 0111) {
      Files.setAttribute(path, "unix:mode", mode | 0111);
    }
  }

  /** Sets what differs; answers whether something did. A link has an owner, and no mode. */
  static boolean set(Path path, Owner owner, int mode) throws IOException {
    var is = Files.readAttributes(path, "unix:mode,uid,gid", NOFOLLOW_LINKS);
    var owned = owner.uid() == number(is, "uid") && owner.gid() == number(is, "gid");
    if (!owned) {
      Files.setAttribute(path, "unix:uid", owner.uid(), NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", owner.gid(), NOFOLLOW_LINKS);
    }
    if ((number(is, "mode") & TYPE) == LINK) {
      return !owned;
    }
    var right = owned && (number(is, "mode") & 07777) == mode;
    if (!right) {
      // After the owner: chown(2) clears the set-id bits.
      Files.setAttribute(path, "unix:mode", mode);
    }
    return !right;
  }

  private static int number(Map<String, Object> attributes, String name) {
    return (Integer) Objects.requireNonNull(attributes.get(name));
  }

  /** Removes a file or a directory with all below it, and follows no link; gone is fine. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
