package dev.pilaster.git;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;

/**
 * One repository of code. What is elsewhere is mirrored, each commit alone and without its history;
 * a directory of this machine is read where it is.
 */
final class SiteRepo implements AutoCloseable {
  private final Mirror mirror;

  SiteRepo(Path dir, String git) {
    mirror = new Mirror(dir.resolve(Digest.of(git) + ".git"));
  }

  /** One export at a time: the others of this repository wait for its fetch. */
  synchronized Exported export(Piece piece, Wire wire) {
    var remote = Remote.of(piece.source().git(), Access.of(piece.source()), wire);
    var commit = ObjectId.fromString(piece.commit());
    var what = "export " + piece.commit();
    if (remote.local().isPresent()) {
      var dir = remote.local().get();
      return remote.patiently(what, () -> exportLocal(dir, piece));
    }
    remote.patiently(what, () -> mirror.fill(repository -> fetch(remote, repository, commit)));
    return mirror.read(repository -> write(repository, piece));
  }

  /** The commits that are on this host and begin with these digits. */
  List<String> commits(AbbreviatedObjectId digits) {
    return mirror.read(repository -> commits(repository, digits));
  }

  /** The same where the repository itself is on this host. */
  static List<String> commits(Path dir, AbbreviatedObjectId digits) {
    try (var repository = open(dir)) {
      return commits(repository, digits);
    } catch (IOException e) {
      throw new HostException(Kind.TRANSIENT, dir + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> commits(Repository repository, AbbreviatedObjectId digits)
      throws IOException {
    var commits = new ArrayList<String>();
    try (var walk = new RevWalk(repository)) {
      for (var id : walk.getObjectReader().resolve(digits)) {
        if (walk.getObjectReader().has(id) && walk.parseAny(id) instanceof RevCommit) {
          commits.add(id.name());
        }
      }
    }
    return commits;
  }

  private static Exported exportLocal(Path dir, Piece piece) throws IOException {
    try (var repository = open(dir)) {
      return write(repository, piece);
    }
  }

  private static Repository open(Path dir) throws IOException {
    var gitDir = Optional.ofNullable(FileKey.resolve(dir.toFile(), FS.DETECTED));
    var found = gitDir.orElseThrow(() -> new RepositoryNotFoundException(dir.toFile()));
    return new FileRepositoryBuilder().setGitDir(found).setMustExist(true).build();
  }

  private ObjectId fetch(Remote remote, Repository into, ObjectId commit) throws IOException {
    if (Mirror.has(into, commit)) {
      return commit;
    }
    var have = into.getObjectDatabase().getShallowCommits();
    return remote.talk(
        Optional.of(into),
        1,
        List.of("HEAD"),
        conversation -> {
          mirror.guard(() -> conversation.fetch(commit, have));
          return commit;
        });
  }

  private static Exported write(Repository repository, Piece piece) throws IOException {
    var commit = ObjectId.fromString(piece.commit());
    if (!Mirror.has(repository, commit)) {
      var message = piece.source().git() + " has no commit " + piece.commit();
      throw new HostException(Kind.TRANSIENT, message);
    }
    try (var walk = new RevWalk(repository)) {
      var reader = walk.getObjectReader();
      var root = walk.parseCommit(commit).getTree();
      var export = new Export(reader, piece.into());
      export.write(tree(reader, root, piece));
      var submodules = Submodules.of(piece, reader, root, export.gitlinks());
      return new Exported(export.links(), submodules);
    }
  }

  private static ObjectId tree(ObjectReader reader, ObjectId root, Piece piece) throws IOException {
    var path = RepoPath.directory(piece.source().path());
    if (path.isEmpty()) {
      return root;
    }
    try (var walk = TreeWalk.forPath(reader, path, root)) {
      if (walk == null || walk.getFileMode(0) != FileMode.TREE) {
        var message = "commit " + piece.commit() + " has no directory " + path + " (source.path)";
        throw new HostException(Kind.INVALID, message);
      }
      return walk.getObjectId(0);
    }
  }

  @Override
  public void close() {
    mirror.close();
  }
}
