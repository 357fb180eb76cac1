package dev.pilaster.host;

import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Owner and modes of a whole release (drupal.org, "Securing file permissions and ownership"): who
 * serves it reads it and does not write it. What git made executable stays executable for those who
 * may read it.
 */
final class Modes {
  private Modes() {}

  /**
   * Walks it and touches only what differs.
   *
   * @param group nginx's own, for permissions that name none
   * @return how many files and directories it changed
   */
  static int apply(Path root, Site.Permissions permissions, String group) throws IOException {
    var owner = Owner.of(permissions.owner(), permissions.group().orElse(group));
    var changed = new int[1];
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes is)
              throws IOException {
            changed[0] += Owned.set(path, owner, permissions.codeDirs()) ? 1 : 0;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes is) throws IOException {
            var mode = is.isSymbolicLink() ? 0 : file(path, permissions.codeFiles());
            changed[0] += Owned.set(path, owner, mode) ? 1 : 0;
            return FileVisitResult.CONTINUE;
          }
        });
    return changed[0];
  }

  /** With the execute bit beside every read bit where the owner may execute it now. */
  private static int file(Path path, int mode) throws IOException {
    var executable = (OwnFiles.mode(path) & 0100) != 0;
    return executable ? mode | ((mode & 0444) >> 2) : mode;
  }
}
