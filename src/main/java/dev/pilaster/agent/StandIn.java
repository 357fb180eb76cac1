package dev.pilaster.agent;

import dev.pilaster.model.Commit;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkout on this host that stands in for git as long as git does not answer. Its text is kept
 * as it was when somebody asked for it: later changes of the directory mean nothing, and a restart
 * forgets nothing. The first answer of git ends it. Any thread may ask.
 */
public final class StandIn {
  private static final Logger LOG = LoggerFactory.getLogger(StandIn.class);
  private static final String MARK = "from ";
  private static final String NO_COMMIT = "0".repeat(40);

  private final Store store;
  private final String path;
  private final Function<Snapshot, Slice> slicer;
  private final Clock clock;
  private Optional<Kept> kept;

  /**
   * @param path where the pillar is in a checkout
   */
  StandIn(Store store, String path, Function<Snapshot, Slice> slicer, Clock clock) {
    this.store = store;
    this.path = path;
    this.slicer = slicer;
    this.clock = clock;
    this.kept = load();
  }

  /** Kept form: a commit that never was, and every file of this host's slice. */
  private record Kept(Commit commit, String files) {
    Snapshot snapshot() {
      return Snapshot.of(commit, Store.readMap(files));
    }

    String says() {
      return commit.branch() + ", by " + commit.author();
    }
  }

  /** A directory that cannot stand in, with every reason, one a line. */
  public static final class Refused extends Exception {
    Refused(String reasons) {
      super(reasons);
    }
  }

  /** Whether this is no commit of git's. */
  public static boolean is(Commit commit) {
    return commit.branch().startsWith(MARK);
  }

  /**
   * Lets a checkout stand in from the next fetch on that git does not answer.
   *
   * @param by who asked
   * @throws Refused when it may not, or its pillar is wrong: then nothing changes
   */
  public synchronized Commit take(Path directory, String by) throws Refused {
    var folder = new Folder(directory.resolve(path).normalize());
    var slice = read(folder);
    var commit =
        new Commit(
            MARK + directory,
            digest(slice.files()),
            by,
            "sync --from " + directory,
            clock.instant());
    keep(new Kept(commit, Store.write(slice.files())));
    LOG.warn("{} lets {} stand in for git until git answers", by, directory);
    return commit;
  }

  private Slice read(Folder folder) throws Refused {
    try {
      var slice = slicer.apply(folder.at(new Commit("", NO_COMMIT, "", "", clock.instant())));
      if (!slice.problems().isEmpty()) {
        throw new Refused(String.join("\n", slice.problems().stream().map(Problem::text).toList()));
      }
      return slice;
    } catch (HostException e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  /** What stands in. */
  synchronized Optional<Snapshot> snapshot() {
    return kept.map(Kept::snapshot);
  }

  /** Why git cannot be read, as git says it, and what is followed until it can. */
  synchronized String says(String reason) {
    return kept.map(k -> reason.replaceFirst("\\.$", "") + "; until then " + k.says())
        .orElse(reason);
  }

  /** Git answers again: it is the truth, whatever it says. */
  synchronized void end(Commit head) {
    if (kept.isPresent()) {
      LOG.warn("git answers again: {} ends {}", head.revision(), kept.get().commit().revision());
      store.execute("DELETE FROM entry WHERE section='marks' AND key='stand-in'");
      kept = Optional.empty();
    }
  }

  private void keep(Kept wanted) {
    store.execute(
        "INSERT OR REPLACE INTO entry VALUES ('marks','stand-in',?)", Store.write(wanted));
    kept = Optional.of(wanted);
  }

  private Optional<Kept> load() {
    List<Kept> rows =
        store.query(
            row -> Store.read(row.getString("json"), Kept.class),
            "SELECT json FROM entry WHERE section='marks' AND key='stand-in'");
    return rows.stream().findFirst();
  }

  /** Of the text alone: the same files are the same revision. */
  private static String digest(SortedMap<String, String> files) {
    try {
      var text = Store.write(new TreeMap<>(files)).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
