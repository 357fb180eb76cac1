package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Directories with owner, group and mode. */
public final class Trees {
  /**
   * Makes them so; only what differs is touched, and nothing below them.
   *
   * @throws dev.pilaster.model.HostException of kind INVALID for an unknown user or group
   */
  public void make(Tree tree) {
    for (var dir : tree.dirs().entrySet()) {
      var is = dir.getValue();
      var owner = Owner.of(is.owner(), is.group());
      try {
        Owned.directory(Path.of(dir.getKey()), owner, is.mode());
      } catch (IOException e) {
        throw OwnFiles.failed("make " + dir.getKey(), e);
      }
    }
  }

  /** Those of the paths that are directories, as they are. */
  public SortedMap<String, Tree.Dir> observe(Collection<String> paths) {
    var dirs = new TreeMap<String, Tree.Dir>();
    for (var path : paths) {
      try {
        if (Files.isDirectory(Path.of(path), NOFOLLOW_LINKS)) {
          dirs.put(path, dir(Path.of(path)));
        }
      } catch (IOException e) {
        throw OwnFiles.failed("look at " + path, e);
      }
    }
    return dirs;
  }

  private static Tree.Dir dir(Path path) throws IOException {
    var is = Files.readAttributes(path, PosixFileAttributes.class, NOFOLLOW_LINKS);
    return new Tree.Dir(is.owner().getName(), is.group().getName(), OwnFiles.mode(path));
  }
}
