package dev.pilaster.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A generated file that becomes another one; no line holds a secret.
 *
 * @param action {@code +} for a new file, {@code -} for one that goes, else {@code ~}
 * @param diff hunks of a unified diff
 */
public record FileChange(String path, char action, List<String> diff) {
  /** It says by a digest that another file changed. */
  private static final String DIGEST = "/00-pilaster.conf";

  /** Of no use to people. */
  private static final String CERTIFICATE = ".cert";

  public FileChange {
    diff = List.copyOf(diff);
  }

  /** Of every file that differs. */
  static List<FileChange> between(SortedMap<String, String> old, SortedMap<String, String> young) {
    var paths = new TreeSet<>(old.keySet());
    paths.addAll(young.keySet());
    var changes = new ArrayList<FileChange>();
    for (var path : paths) {
      var before = old.getOrDefault(path, "");
      var after = young.getOrDefault(path, "");
      if (!before.equals(after) && !path.endsWith(DIGEST)) {
        changes.add(new FileChange(path, action(old, young, path), diff(path, before, after)));
      }
    }
    return changes;
  }

  /** For people: what changes of a file that stays. */
  List<String> lines() {
    if (action == '~') {
      return diff.isEmpty() ? List.of("(not shown)") : diff;
    }
    return List.of();
  }

  private static char action(
      SortedMap<String, String> old, SortedMap<String, String> young, String path) {
    if (!old.containsKey(path)) {
      return '+';
    }
    return young.containsKey(path) ? '~' : '-';
  }

  /** Compared with what stands for secrets, so that another secret is another line. */
  private static List<String> diff(String path, String before, String after) {
    return path.endsWith(CERTIFICATE)
        ? List.of()
        : TextDiff.of(before, after).stream().map(Redaction::of).toList();
  }
}
