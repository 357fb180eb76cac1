package dev.pilaster.git;

import dev.pilaster.model.Commit;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Somebody's own repository, read at any revision; nothing is checked out and nothing written. */
public final class Revisions implements Objects, AutoCloseable {
  private final Repository repository;
  private final String root;

  private Revisions(Repository repository, String root) {
    this.repository = repository;
    this.root = root;
  }

  /**
   * Opens the repository that a directory belongs to, or is.
   *
   * @param directory where the pillar is in it
   * @throws HostException INVALID when there is none
   */
  public static Revisions of(Path directory) {
    Jgit.ready();
    var here = directory.toAbsolutePath().normalize();
    var builder = new FileRepositoryBuilder().findGitDir(here.toFile());
    if (builder.getGitDir() == null) {
      throw new HostException(Kind.INVALID, directory + " is in no git repository");
    }
    try {
      var repository = builder.setMustExist(true).build();
      return new Revisions(repository, root(repository, here));
    } catch (IOException e) {
      var message = builder.getGitDir() + " cannot be opened: " + Failure.text(e);
      throw new HostException(Kind.INVALID, message, e);
    }
  }

  private static String root(Repository repository, Path directory) {
    if (repository.isBare()) {
      return "";
    }
    var top = repository.getWorkTree().toPath().toAbsolutePath().normalize();
    return directory.startsWith(top)
        ? top.relativize(directory).toString().replace(File.separatorChar, '/')
        : "";
  }

  /**
   * A revision as git names it: a branch, a tag, an id, {@code HEAD~1}, {@code origin/main}.
   *
   * @throws HostException INVALID when there is no such commit here
   */
  public Revision at(String name) {
    var commit = read(r -> commit(r, name));
    var described =
        new Commit(
            name,
            commit.name(),
            commit.getAuthorIdent().getName(),
            commit.getShortMessage(),
            commit.getCommitterIdent().getWhenAsInstant());
    return new CommitSnapshot(this, described, commit.getTree(), root);
  }

  private static RevCommit commit(Repository repository, String name) throws IOException {
    try (var walk = new RevWalk(repository)) {
      var id = repository.resolve(name + "^{commit}");
      if (id != null) {
        return walk.parseCommit(id);
      }
    } catch (IOException | RuntimeException e) {
      throw unknown(name, ": " + Failure.text(e));
    }
    throw unknown(name, "");
  }

  private static HostException unknown(String name, String why) {
    var message = "there is no revision \"" + name + "\" in this clone" + why;
    return new HostException(Kind.INVALID, message + " (a shallow clone lacks older ones)");
  }

  @Override
  public <T> T read(Mirror.Reading<T> reading) {
    try {
      return reading.from(repository);
    } catch (IOException e) {
      var message = repository.getDirectory() + " cannot be read: " + Failure.text(e);
      throw new HostException(Kind.TRANSIENT, message, e);
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
