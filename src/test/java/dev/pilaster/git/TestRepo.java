package dev.pilaster.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository that tests write commits to, without a work tree. */
public final class TestRepo {
  private static final PersonIdent ADA =
      new PersonIdent(
          "Ada", "ada@example.org", Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private final Path dir;
  private final Repository repository;
  private final Map<String, Entry> files = new TreeMap<>();

  public TestRepo(Path dir) {
    Jgit.ready();
    this.dir = dir;
    try {
      repository = new FileRepositoryBuilder().setGitDir(dir.toFile()).setBare().build();
      repository.create(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its path, which is also its address. */
  String url() {
    return dir.toString();
  }

  Path dir() {
    return dir;
  }

  public TestRepo file(String path, String text) {
    return file(path, FileMode.REGULAR_FILE, text.getBytes(StandardCharsets.UTF_8));
  }

  TestRepo executable(String path, String text) {
    return file(path, FileMode.EXECUTABLE_FILE, text.getBytes(StandardCharsets.UTF_8));
  }

  TestRepo link(String path, String target) {
    return file(path, FileMode.SYMLINK, target.getBytes(StandardCharsets.UTF_8));
  }

  TestRepo file(String path, FileMode mode, byte[] bytes) {
    files.put(path, new Entry(mode, insert(i -> i.insert(Constants.OBJ_BLOB, bytes))));
    return this;
  }

  TestRepo submodule(String path) {
    return submodule(path, "1".repeat(40));
  }

  TestRepo submodule(String path, String commit) {
    files.put(path, new Entry(FileMode.GITLINK, ObjectId.fromString(commit)));
    return this;
  }

  public TestRepo without(String path) {
    files.remove(path);
    return this;
  }

  /** Commits the files on top of a branch and answers the commit's id. */
  public String commit(String branch) {
    return commit(branch, head(branch));
  }

  /** Commits the files on a branch that has no earlier commit afterwards. */
  String commitAlone(String branch) {
    return commit(branch, Optional.empty());
  }

  private String commit(String branch, Optional<ObjectId> parent) {
    var id = commit(insert(this::tree), parent, "Change " + files.keySet() + "\n\nAnd so on.\n");
    ref("refs/heads/" + branch, id);
    return id.name();
  }

  /** Commits a tree, which may be hostile, on no branch. */
  String commitTree(ObjectId tree) {
    return commit(tree, Optional.empty(), "A tree\n").name();
  }

  private ObjectId commit(ObjectId tree, Optional<ObjectId> parent, String message) {
    var commit = new CommitBuilder();
    commit.setTreeId(tree);
    parent.ifPresent(commit::setParentId);
    commit.setAuthor(ADA);
    commit.setCommitter(ADA);
    commit.setMessage(message);
    return insert(i -> i.insert(commit));
  }

  private ObjectId tree(ObjectInserter inserter) throws IOException {
    var index = DirCache.newInCore();
    var builder = index.builder();
    files.forEach((path, entry) -> builder.add(entry.at(path)));
    builder.finish();
    return index.writeTree(inserter);
  }

  /** Moves or makes a branch, also backwards. */
  void branch(String name, String commit) {
    ref("refs/heads/" + name, ObjectId.fromString(commit));
  }

  void tag(String name, String commit) {
    ref("refs/tags/" + name, ObjectId.fromString(commit));
  }

  /** Makes an annotated tag and answers the tag's own id. */
  String annotatedTag(String name, String commit) {
    var tag = new TagBuilder();
    tag.setTag(name);
    tag.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
    tag.setTagger(ADA);
    tag.setMessage(name);
    var id = insert(i -> i.insert(tag));
    ref("refs/tags/" + name, id);
    return id.name();
  }

  void deleteBranch(String name) {
    run(
        () -> {
          var update = repository.updateRef("refs/heads/" + name);
          update.setForceUpdate(true);
          return update.delete();
        });
  }

  ObjectId insert(Insertion insertion) {
    return run(
        () -> {
          try (var inserter = repository.newObjectInserter()) {
            var id = insertion.into(inserter);
            inserter.flush();
            return id;
          }
        });
  }

  private Optional<ObjectId> head(String branch) {
    return run(() -> Optional.ofNullable(repository.resolve("refs/heads/" + branch)));
  }

  void ref(String name, ObjectId id) {
    run(
        () -> {
          var update = repository.updateRef(name);
          update.setNewObjectId(id);
          return update.forceUpdate();
        });
  }

  private static <T> T run(Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  /** Writes an object. */
  interface Insertion {
    ObjectId into(ObjectInserter inserter) throws IOException;
  }

  private record Entry(FileMode mode, ObjectId id) {
    DirCacheEntry at(String path) {
      var entry = new DirCacheEntry(path);
      entry.setFileMode(mode);
      entry.setObjectId(id);
      return entry;
    }
  }
}
