package dev.pilaster.host;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Observed.Neighbours;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * Other people's part of nginx's configuration. It is read anew, beside the turns, when one of the
 * files that nginx reads has changed, or a directory that it includes; a turn costs their stats.
 */
final class NeighbourWatch {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Somebody may write while it is read. */
  private static final int ROUNDS = 3;

  /** The paths and the warnings alone: all of the files is much. */
  private static final String LOOK =
      "\"$@\" 2>&1 | sed -n -e 's/^# configuration file \\(.*\\):$/\\1/p'"
          + " -e '/conflicting server name/p'";

  private static final Pattern INCLUDE =
      Pattern.compile("^[^#\\n]*?\\binclude\\s+[\"']?([^;\"'\\s]+)", Pattern.MULTILINE);

  private final Path directory;
  private final List<String> argv = new ArrayList<>(List.of("sh", "-c", LOOK, "sh"));
  private final Executor beside;
  private volatile Runnable onNews = () -> {};
  private Neighbours seen = Neighbours.UNKNOWN;
  private SortedSet<Path> watched = new TreeSet<>();
  private List<String> stamp = List.of();
  private boolean looking;

  /**
   * A watch that has seen nothing.
   *
   * @param directory of our files
   * @param check of nginx, with its {@code -t}
   * @param beside looks, one time after another
   */
  NeighbourWatch(Path directory, List<String> check, Executor beside) {
    this.directory = directory;
    this.beside = beside;
    this.watched.add(directory);
    check.forEach(word -> argv.add(word.equals("-t") ? "-T" : word));
  }

  /** Called when something else is seen than before, on another thread. */
  void onNews(Runnable news) {
    this.onNews = news;
  }

  /** What was seen last. */
  synchronized Neighbours see() {
    if (!looking && !stamps(watched).equals(stamp)) {
      looking = true;
      beside.execute(this::look);
    }
    return seen;
  }

  private void look() {
    var before = begin();
    try {
      var settled = false;
      for (var round = 0; round < ROUNDS && !settled; round++) {
        settled = settled();
      }
    } catch (HostException | IOException e) {
      // Whoever changes a configuration that cannot be read is told so: what was seen stands.
    } finally {
      end();
    }
    if (!now().equals(before)) {
      onNews.run();
    }
  }

  private synchronized Neighbours begin() {
    stamp = stamps(watched);
    return seen;
  }

  private synchronized void end() {
    looking = false;
  }

  private synchronized Neighbours now() {
    return seen;
  }

  /** Reads all of it, if nginx can; answers whether nothing has changed since the time before. */
  private boolean settled() throws IOException {
    var said = Command.run(TIMEOUT, argv).output();
    var files = said.lines().filter(l -> l.startsWith("/")).map(Path::of).toList();
    var all = new TreeSet<Path>(files);
    all.add(directory);
    var text = new StringBuilder();
    for (var file : files) {
      all.addAll(included(file));
      if (!file.startsWith(directory)) {
        text.append(file).append('\n').append(read(file)).append('\n');
      }
    }
    var stamps = stamps(all);
    var clashes = new Clashes(directory).of(said, OwnFiles.read(directory), () -> files);
    synchronized (this) {
      if (files.isEmpty()) {
        return true;
      }
      var same = all.equals(watched) && stamps.equals(stamp);
      watched = all;
      stamp = stamps;
      seen = new Neighbours(Memory.digest(text.toString()), clashes);
      return same;
    }
  }

  /** The directories whose files one file includes. */
  private static List<Path> included(Path file) throws IOException {
    return INCLUDE
        .matcher(read(file))
        .results()
        .map(m -> file.resolveSibling(m.group(1)).getParent())
        .filter(p -> p != null && p.toString().indexOf('*') < 0)
        .toList();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static List<String> stamps(SortedSet<Path> paths) {
    return paths.stream().map(NeighbourWatch::stamp).toList();
  }

  private static String stamp(Path path) {
    try {
      var is = Files.readAttributes(path, BasicFileAttributes.class);
      return path + " " + is.lastModifiedTime() + " " + is.size() + " " + is.fileKey();
    } catch (IOException e) {
      return path + " is not there";
    }
  }
}
