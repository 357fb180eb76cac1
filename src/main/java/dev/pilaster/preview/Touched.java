package dev.pilaster.preview;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which servers a commit may concern: those whose files name a file that changed, or one that names
 * it. Nothing is parsed for that, so that thousands of files take no time; a server too many costs
 * time only.
 */
final class Touched {
  private final Side base;
  private final Side head;
  private final Set<String> paths = new TreeSet<>();
  private final Map<String, String> texts = new HashMap<>();

  private Touched(Side base, Side head) {
    this.base = base;
    this.head = head;
  }

  /** Of the servers of both sides. */
  static Set<Name> of(Side base, Side head) {
    var touched = new Touched(base, head);
    var all = new TreeSet<>(base.servers());
    all.addAll(head.servers());
    touched.close();
    if (touched.paths.stream().noneMatch(Touched::concernsAll)) {
      all.removeIf(name -> !touched.paths.contains("servers/" + name + ".yaml"));
    }
    return all;
  }

  private static boolean concernsAll(String path) {
    return path.equals("pilaster.yaml") || path.startsWith("defaults/");
  }

  private void close() {
    var every = new TreeSet<>(base.ids().keySet());
    every.addAll(head.ids().keySet());
    every.stream().filter(path -> !base.same(head, path)).forEach(paths::add);
    var rest = new TreeSet<>(every);
    rest.removeIf(path -> paths.contains(path) || !path.endsWith(".yaml"));
    var words = words(paths);
    while (!words.isEmpty()) {
      var more = new TreeSet<String>();
      for (var path : rest) {
        if (names(text(path), words)) {
          more.add(path);
        }
      }
      rest.removeAll(more);
      paths.addAll(more);
      words = words(more);
    }
  }

  /** How files of the pillar call others: sites, servers and secrets by name, the rest by path. */
  private static Set<String> words(Set<String> paths) {
    var words = new TreeSet<String>();
    for (var path : paths) {
      var file = path.substring(path.lastIndexOf('/') + 1);
      words.add(file.endsWith(".yaml") ? file.substring(0, file.length() - 5) : file);
    }
    return words;
  }

  /** These are the same on both sides. What cannot be read now is complained of later. */
  private String text(String path) {
    return texts.computeIfAbsent(
        path,
        p -> {
          try {
            return base.snapshot().read(p).orElse("");
          } catch (HostException e) {
            return "";
          }
        });
  }

  /** A text that escapes letters may name anything. */
  private static boolean names(String text, Set<String> words) {
    return text.contains("\\") || words.stream().anyMatch(word -> names(text, word));
  }

  private static boolean names(String text, String word) {
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!isWord(text, at - 1) && !isWord(text, at + word.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(String text, int at) {
    return at >= 0
        && at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-');
  }
}
