package dev.pilaster.git;

import dev.pilaster.model.Commit;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/** A commit's files, read one by one from a repository's objects; nothing is checked out. */
final class CommitSnapshot implements Revision {
  /** No file of a pillar is larger than this many bytes. */
  static final int LARGEST = 1 << 20;

  private final Objects objects;
  private final Commit commit;
  private final ObjectId tree;
  private final String root;

  /**
   * @param tree the commit's own
   * @param root directory of the commit, empty for all of it
   */
  CommitSnapshot(Objects objects, Commit commit, ObjectId tree, String root) {
    this.objects = objects;
    this.commit = commit;
    this.tree = tree;
    this.root = root;
  }

  @Override
  public Commit commit() {
    return commit;
  }

  @Override
  public Optional<String> read(String path) {
    if (!RepoPath.isPlain(path)) {
      return Optional.empty();
    }
    return objects.read(repository -> read(repository, path));
  }

  private Optional<String> read(Repository repository, String path) throws IOException {
    try (var walk = TreeWalk.forPath(repository, full(path), tree)) {
      if (walk == null || walk.getFileMode(0) == FileMode.TREE) {
        return Optional.empty();
      }
      if ((walk.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
        throw invalid(path, "a symbolic link or submodule, which is not followed");
      }
      var blob = walk.getObjectReader().open(walk.getObjectId(0));
      if (blob.getSize() > LARGEST) {
        throw invalid(path, blob.getSize() + " bytes, more than " + LARGEST);
      }
      return Optional.of(text(path, blob.getBytes(LARGEST)));
    }
  }

  @Override
  public SortedMap<String, String> ids() {
    return objects.read(this::ids);
  }

  private SortedMap<String, String> ids(Repository repository) throws IOException {
    var ids = new TreeMap<String, String>();
    try (var walk = new TreeWalk(repository)) {
      walk.addTree(tree);
      walk.setRecursive(true);
      if (!root.isEmpty()) {
        walk.setFilter(PathFilter.create(root));
      }
      while (walk.next()) {
        var path = walk.getPathString().substring(root.isEmpty() ? 0 : root.length() + 1);
        ids.put(path, walk.getFileMode(0) + " " + walk.getObjectId(0).name());
      }
    }
    return ids;
  }

  private String full(String path) {
    return root.isEmpty() ? path : root + "/" + path;
  }

  private static String text(String path, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw invalid(path, "not UTF-8 text");
    }
  }

  private static HostException invalid(String path, String what) {
    return new HostException(Kind.INVALID, path + ": " + what);
  }
}
