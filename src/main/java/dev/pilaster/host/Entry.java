package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** What lstat(2) says of a file; {@code mode} is the permission bits. */
record Entry(int uid, int gid, int mode, boolean directory, boolean link) {
  /** inode(7). */
  private static final int TYPE = 0170000;

  private static final int LINK = 0120000;
  private static final int DIRECTORY = 0040000;

  static Entry of(Path path) throws IOException {
    var is = Files.readAttributes(path, "unix:mode,uid,gid", NOFOLLOW_LINKS);
    var mode = number(is, "mode");
    return new Entry(
        number(is, "uid"),
        number(is, "gid"),
        mode & 07777,
        (mode & TYPE) == DIRECTORY,
        (mode & TYPE) == LINK);
  }

  private static int number(Map<String, Object> attributes, String name) {
    return (Integer) Objects.requireNonNull(attributes.get(name));
  }
}
