package dev.pilaster.git;

import dev.pilaster.model.Commit;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The config repository's mirror: one branch with its history. A fetch that fails changes nothing:
 * the last snapshot stands, also over a restart.
 */
public final class ConfigRepo implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConfigRepo.class);

  private final ConfigSource source;
  private final Wire wire;
  private final Mirror mirror;
  private final Accepted accepted;
  private final String root;

  /**
   * @param dir a directory of its own below the state root; made when there is none
   */
  public ConfigRepo(Path dir, ConfigSource source, Wire wire) {
    this.source = source;
    this.wire = wire;
    this.mirror = new Mirror(dir.resolve(Digest.of(source.url()) + ".git"));
    var key = Digest.of(source.url() + "\n" + source.ref());
    this.accepted = new Accepted(dir.resolve(key + ".accepted"));
    this.root = RepoPath.directory(source.path());
  }

  /**
   * Asks for the branch once, and fetches when it moved.
   *
   * @throws HostException TRANSIENT when the server cannot be reached or does not let us in;
   *     INVALID when the branch or the path is not there, or the branch was rewound
   */
  public synchronized Snapshot fetch() {
    var remote = Remote.of(source.url(), Access.of(source), wire);
    return remote.patiently("fetch " + source.branch(), () -> attempt(remote));
  }

  private Snapshot attempt(Remote remote) throws IOException {
    var last = accepted.read();
    if (last.isPresent() && !mirror.has(last.get())) {
      mirror.suspect("commit " + last.get().name() + " is not readable");
    }
    var head = mirror.fill(repository -> pull(remote, repository, last));
    if (!last.equals(Optional.of(head))) {
      accept(last, head);
    }
    return snapshot(head);
  }

  private ObjectId pull(Remote remote, Repository into, Optional<ObjectId> last)
      throws IOException {
    var have = last.map(Set::of).orElse(Set.of());
    return remote.talk(
        Optional.of(into),
        0,
        List.of(source.ref()),
        conversation -> {
          var head = conversation.id(source.ref()).orElseThrow(() -> gone(remote));
          if (!Mirror.has(into, head)) {
            mirror.guard(() -> conversation.fetch(head, have));
          }
          return head;
        });
  }

  private HostException gone(Remote remote) {
    return new HostException(Kind.INVALID, remote + " has no branch " + source.branch());
  }

  private void accept(Optional<ObjectId> last, ObjectId head) throws IOException {
    try (var walk = new RevWalk(mirror.repository())) {
      var commit = walk.parseCommit(head);
      requireRoot(commit);
      if (last.isPresent() && !contains(walk, commit, last.get())) {
        rewound(last.get(), head);
      }
    }
    accepted.write(head);
  }

  private void requireRoot(RevCommit commit) throws IOException {
    if (root.isEmpty()) {
      return;
    }
    try (var walk = TreeWalk.forPath(mirror.repository(), root, commit.getTree())) {
      if (walk == null || walk.getFileMode(0) != FileMode.TREE) {
        var message = "commit " + commit.name() + " has no directory " + root + " (source.path)";
        throw new HostException(Kind.INVALID, message);
      }
    }
  }

  private static boolean contains(RevWalk walk, RevCommit head, ObjectId ancestor)
      throws IOException {
    try {
      return walk.isMergedInto(walk.parseCommit(ancestor), head);
    } catch (MissingObjectException e) {
      return false;
    }
  }

  private void rewound(ObjectId last, ObjectId head) {
    var what =
        "branch "
            + source.branch()
            + " was rewound: "
            + head.name()
            + " does not contain "
            + last.name();
    if (!source.allowRewind()) {
      throw new HostException(
          Kind.INVALID,
          what + ", which stays (source.allow_rewind: true follows; merging it back heals)");
    }
    log.warn("{}; followed, as source.allow_rewind says", what);
  }

  /** The last snapshot that {@link #fetch} gave, from this or an earlier process. */
  public Optional<Snapshot> last() {
    try {
      return accepted.read().filter(mirror::has).map(this::snapshot);
    } catch (IOException e) {
      log.warn("no last snapshot: {}", Failure.text(e));
      return Optional.empty();
    }
  }

  /**
   * An older commit, while it is still there.
   *
   * @param commit 40 hexadecimal digits
   */
  public Optional<Snapshot> at(String commit) {
    return Optional.of(commit)
        .filter(ObjectId::isId)
        .map(ObjectId::fromString)
        .filter(mirror::has)
        .map(this::snapshot);
  }

  private Snapshot snapshot(ObjectId id) {
    var commit =
        mirror.read(
            repository -> {
              try (var walk = new RevWalk(repository)) {
                return walk.parseCommit(id);
              }
            });
    return new CommitSnapshot(mirror, describe(commit), commit.getTree(), root);
  }

  private Commit describe(RevCommit commit) {
    return new Commit(
        source.branch().replaceFirst("^refs/heads/", ""),
        commit.name(),
        commit.getAuthorIdent().getName(),
        commit.getShortMessage(),
        commit.getCommitterIdent().getWhenAsInstant());
  }

  @Override
  public synchronized void close() {
    mirror.close();
  }
}
