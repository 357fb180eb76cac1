package dev.pilaster.git;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Writes a commit's tree into an empty directory: every byte as it was committed (no filter, no
 * line ending is changed), executable bits, symbolic links; directories and executable files 0755,
 * others 0644. A submodule becomes an empty directory, as in a plain clone. Where the links lead is
 * judged when everything is there.
 */
final class Export {
  private static final int LONGEST_TARGET = 4096;

  private final ObjectReader reader;
  private final Path into;
  private final List<Path> links = new ArrayList<>();
  private final SortedMap<String, ObjectId> gitlinks = new TreeMap<>();

  Export(ObjectReader reader, Path into) {
    this.reader = reader;
    this.into = into;
  }

  /**
   * @throws HostException INVALID when the tree names a place outside
   * @throws IOException when an object or the directory fails
   */
  void write(ObjectId tree) throws IOException {
    try (var walk = new TreeWalk(reader)) {
      walk.addTree(tree);
      while (walk.next()) {
        entry(walk);
        if (walk.isSubtree()) {
          walk.enterSubtree();
        }
      }
    }
  }

  /** The symbolic links that were written. */
  List<Path> links() {
    return links;
  }

  /** Place of a submodule (relative) to the commit that belongs there. */
  SortedMap<String, ObjectId> gitlinks() {
    return gitlinks;
  }

  private void entry(TreeWalk walk) throws IOException {
    var path = place(walk);
    try {
      var type = walk.getRawMode(0) & FileMode.TYPE_MASK;
      if (type == FileMode.TYPE_TREE || type == FileMode.TYPE_GITLINK) {
        Files.createDirectory(path);
        mode(path, "rwxr-xr-x");
        if (type == FileMode.TYPE_GITLINK) {
          gitlinks.put(walk.getPathString(), walk.getObjectId(0));
        }
      } else if (type == FileMode.TYPE_SYMLINK) {
        link(path, walk.getObjectId(0));
      } else {
        file(path, walk.getObjectId(0), FileMode.EXECUTABLE_FILE.equals(walk.getRawMode(0)));
      }
    } catch (FileAlreadyExistsException e) {
      throw invalid(walk, "is there twice");
    } catch (FileSystemException e) {
      throw Sink.failed(path, e);
    }
  }

  /** Where an entry goes: a hostile tree may call one {@code ..} or {@code .git}. */
  private Path place(TreeWalk walk) {
    try {
      var entry = walk.getTree(0, AbstractTreeIterator.class);
      var name = new byte[entry.getNameLength()];
      entry.getName(name, 0);
      new ObjectChecker().checkPathSegment(name, 0, name.length);
      return into.resolve(walk.getPathString());
    } catch (CorruptObjectException e) {
      throw invalid(walk, "is no path that is written: " + e.getMessage());
    } catch (InvalidPathException e) {
      throw invalid(walk, "cannot be named in this locale (want LC_ALL=C.UTF-8)");
    }
  }

  private void file(Path path, ObjectId blob, boolean executable) throws IOException {
    var loader = reader.open(blob);
    try (var out = new Sink(path, Files.newOutputStream(path, CREATE_NEW, WRITE))) {
      loader.copyTo(out);
    }
    mode(path, executable ? "rwxr-xr-x" : "rw-r--r--");
  }

  private void link(Path path, ObjectId blob) throws IOException {
    var target = reader.open(blob).getCachedBytes(LONGEST_TARGET);
    Files.createSymbolicLink(path, Path.of(new String(target, StandardCharsets.UTF_8)));
    links.add(path);
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static HostException invalid(TreeWalk walk, String what) {
    return new HostException(Kind.INVALID, "\"" + walk.getPathString() + "\" " + what);
  }
}
