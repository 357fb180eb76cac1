package dev.pilaster.git;

import dev.pilaster.git.GitListener.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.Transport;

/** An open connection to a repository that has said which refs it has. */
final class Conversation implements AutoCloseable {
  private final FetchConnection connection;
  private final Wire wire;

  private Conversation(FetchConnection connection, Wire wire) {
    this.connection = connection;
    this.wire = wire;
  }

  static Conversation open(Transport transport, List<String> refs, Wire wire) throws IOException {
    var names = refs.toArray(String[]::new);
    var connection = timed(wire, Kind.LS_REMOTE, () -> transport.openFetch(List.of(), names));
    return new Conversation(connection, wire);
  }

  /** The object that a ref names, tags peeled; empty when there is no such ref. */
  Optional<ObjectId> id(String ref) {
    return Optional.ofNullable(connection.getRef(ref)).map(Conversation::peeled);
  }

  private static ObjectId peeled(Ref ref) {
    return Optional.ofNullable(ref.getPeeledObjectId()).orElse(ref.getObjectId());
  }

  /**
   * Fetches a commit and what it needs into the repository that the connection was opened for.
   *
   * @param have commits that are there already
   */
  void fetch(ObjectId commit, Set<ObjectId> have) throws IOException {
    var want = new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, commit.name(), commit);
    var deadline = new Deadline(wire.clock(), wire.clock().instant().plus(wire.patience().whole()));
    timed(
        wire,
        Kind.FETCH,
        () -> {
          fetch(want, have, deadline);
          return commit;
        });
  }

  private void fetch(Ref want, Set<ObjectId> have, Deadline deadline) throws IOException {
    try {
      connection.fetch(deadline, List.of(want), have);
    } finally {
      for (var lock : connection.getPackLocks()) {
        lock.unlock();
      }
    }
    if (deadline.isCancelled()) {
      throw new TransportException("the transfer took too long, or was interrupted");
    }
  }

  private static <T> T timed(Wire wire, Kind kind, Call<T> call) throws IOException {
    Instant start = wire.clock().instant();
    var good = false;
    try {
      T result = call.call();
      good = true;
      return result;
    } finally {
      wire.listener().request(kind, good, Duration.between(start, wire.clock().instant()));
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  private interface Call<T> {
    T call() throws IOException;
  }
}
