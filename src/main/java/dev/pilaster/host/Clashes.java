package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Names that a vhost of ours shares with somebody else's on one address: nginx warns, ignores the
 * one that it reads second, and is content.
 *
 * @param directory of our files
 */
record Clashes(Path directory) {
  private static final Pattern WARNING =
      Pattern.compile("conflicting server name \"([^\"]*)\" on (\\S+), ignored");
  private static final Pattern NAMES =
      Pattern.compile("^[^#\\n]*?\\bserver_name\\s+([^;]+);", Pattern.MULTILINE);

  /** Nobody's name: every default server may have it. */
  private static final String NOBODY = "_";

  /**
   * Our files at fault and both places of the name.
   *
   * @param said by {@code nginx -t}
   * @param ours files that are new or changed; who comes second is at fault
   * @param read all files that nginx reads
   */
  SortedMap<String, String> of(
      String said, SortedMap<String, Fileset.Text> ours, Supplier<List<Path>> read)
      throws IOException {
    var ignored = ignored(said);
    var culprits = new TreeMap<String, String>();
    var theirs = ignored.isEmpty() ? new TreeMap<String, String>() : theirs(read.get());
    for (var name : ignored.entrySet()) {
      var other =
          theirs.entrySet().stream()
              .flatMap(f -> place(f.getKey(), f.getValue(), name.getKey()).stream())
              .findFirst();
      for (var file : ours.entrySet()) {
        var here = place(file.getKey(), file.getValue().text(), name.getKey());
        if (here.isPresent() && other.isPresent()) {
          var text = "%s on %s: server_name in %s, and in %s";
          var places = text.formatted(name.getKey(), name.getValue(), here.get(), other.get());
          culprits.merge(file.getKey(), places, (one, more) -> one + "; " + more);
        }
      }
    }
    return culprits;
  }

  /** Name to address, of the names that nginx ignores somewhere. */
  static SortedMap<String, String> ignored(String said) {
    var ignored = new TreeMap<String, String>();
    WARNING.matcher(said).results().forEach(w -> ignored.putIfAbsent(w.group(1), w.group(2)));
    ignored.keySet().removeAll(List.of("", NOBODY));
    return ignored;
  }

  private SortedMap<String, String> theirs(Collection<Path> read) throws IOException {
    var texts = new TreeMap<String, String>();
    for (var file : read) {
      if (!file.startsWith(directory) && Files.isRegularFile(file)) {
        texts.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }

  /** The first place of a name in a file: its path and line. */
  private static Optional<String> place(String path, String text, String name) {
    return NAMES
        .matcher(text)
        .results()
        .filter(n -> words(n.group(1)).contains(name))
        .map(n -> path + ":" + line(text, n.start(1)))
        .findFirst();
  }

  private static List<String> words(String names) {
    return List.of(names.replaceAll("[\"']", "").strip().split("\\s+", -1));
  }

  private static long line(String text, int offset) {
    return 1 + text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }
}
