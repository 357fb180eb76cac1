package dev.pilaster.git;

import dev.pilaster.model.HostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bare repository of packs without refs. It is a cache: broken, or grown to too many packs, it is
 * filled anew beside the old one, which stands until then. One process uses it.
 */
final class Mirror implements Objects, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Mirror.class);
  private static final int MANY_PACKS = 50;

  private final Path dir;
  private Optional<Repository> open = Optional.empty();
  private Optional<String> broken = Optional.empty();

  /**
   * @param dir ends in {@code .git}; need not exist
   */
  Mirror(Path dir) {
    Jgit.ready();
    this.dir = dir;
  }

  /** The repository, made when there is none. */
  synchronized Repository repository() throws IOException {
    if (open.isEmpty()) {
      sweep();
      open = Optional.of(bare(dir));
    }
    return open.get();
  }

  private static Repository bare(Path dir) throws IOException {
    var repository = new FileRepositoryBuilder().setGitDir(dir.toFile()).setBare().build();
    if (!repository.getObjectDatabase().exists()) {
      delete(dir);
      repository.create(true);
    }
    return repository;
  }

  /** Removes what an earlier process that was killed left: locks and half packs. */
  private void sweep() throws IOException {
    Files.deleteIfExists(dir.resolve("shallow.lock"));
    Files.deleteIfExists(dir.resolve("config.lock"));
    sweep(dir.resolve("objects"), "incoming_*");
    sweep(dir.resolve("objects/pack"), "*.{tmp,keep,lock}");
  }

  private static void sweep(Path dir, String pattern) throws IOException {
    if (Files.isDirectory(dir)) {
      try (var files = Files.newDirectoryStream(dir, pattern)) {
        for (var file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Whether the commit and its root tree can be read. */
  boolean has(ObjectId commit) {
    try {
      return has(repository(), commit);
    } catch (IOException e) {
      return false;
    }
  }

  static boolean has(Repository repository, ObjectId commit) {
    try (var walk = new RevWalk(repository)) {
      return repository.getObjectDatabase().has(walk.parseCommit(commit).getTree());
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /**
   * Reads; what cannot be read marks the mirror as broken. It is opened anew then: jgit has given
   * up the whole pack, of which much may be readable.
   */
  @Override
  public synchronized <T> T read(Reading<T> reading) {
    try {
      return reading.from(repository());
    } catch (HostException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      suspect(Failure.text(e));
      close();
      var message = "the mirror " + dir + " cannot be read, the next fetch makes it anew: ";
      throw new HostException(HostException.Kind.TRANSIENT, message + Failure.text(e), e);
    }
  }

  /** Fetches; a failure that comes from objects which should be here marks the mirror. */
  void guard(Fetching fetching) throws IOException {
    try {
      fetching.run();
    } catch (IOException e) {
      if (Failure.ofObjects(e)) {
        suspect(Failure.text(e));
      }
      throw e;
    }
  }

  /** The next {@link #fill} starts from nothing. */
  synchronized void suspect(String why) {
    broken = Optional.of(why);
  }

  /** Runs the filling on this mirror; on a new one when this one is broken or has many packs. */
  <T> T fill(Reading<T> filling) throws IOException {
    return whole() ? filling.from(repository()) : renew(filling);
  }

  private synchronized boolean whole() {
    try {
      repository();
      if (packs() > MANY_PACKS) {
        suspect("more than " + MANY_PACKS + " packs");
      }
    } catch (IOException | RuntimeException e) {
      suspect(Failure.text(e));
    }
    return broken.isEmpty();
  }

  private long packs() throws IOException {
    try (var packs = Files.list(dir.resolve("objects/pack"))) {
      return packs.filter(p -> p.toString().endsWith(".pack")).count();
    }
  }

  private <T> T renew(Reading<T> filling) throws IOException {
    var fresh = dir.resolveSibling(dir.getFileName() + ".new");
    delete(fresh);
    T result;
    try (var repository = bare(fresh)) {
      result = filling.from(repository);
    }
    replace(fresh);
    return result;
  }

  private synchronized void replace(Path fresh) throws IOException {
    close();
    delete(dir);
    Files.move(fresh, dir, StandardCopyOption.ATOMIC_MOVE);
    broken.ifPresent(why -> log.warn("mirror {} made anew: {}", dir, why));
    broken = Optional.empty();
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public synchronized void close() {
    open.ifPresent(Repository::close);
    open = Optional.empty();
  }

  /** What writes to the repository. */
  interface Fetching {
    void run() throws IOException;
  }

  /** What is done with the repository. */
  interface Reading<T> {
    T from(Repository repository) throws IOException;
  }
}
