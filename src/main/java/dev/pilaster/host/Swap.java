package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One directory's files: what stands there, what shall, and the way between the two in both
 * directions. Files without our mark that nobody wants replaced are not ours.
 */
final class Swap {
  private final Path directory;
  private final String group;
  private final SortedMap<String, Fileset.Text> former;
  private final SortedMap<String, Fileset.Text> wanted;

  /**
   * Reads what is there, and sweeps what a crash left.
   *
   * @throws IllegalArgumentException for a file that is not directly in the directory
   */
  Swap(Path directory, SortedMap<String, Fileset.Text> wanted, String group) throws IOException {
    for (var path : wanted.keySet()) {
      if (!directory.equals(Path.of(path).getParent())) {
        throw new IllegalArgumentException(path + " is not in " + directory);
      }
    }
    this.directory = directory;
    this.group = group;
    this.wanted = wanted;
    OwnFiles.sweep(directory);
    this.former = OwnFiles.read(directory);
  }

  /** Whether anything differs. */
  boolean changes() {
    return !after(wanted).equals(former);
  }

  /** The files that are new, or other ones than stand there. */
  SortedMap<String, Fileset.Text> changed() {
    var changed = new TreeMap<>(wanted);
    changed.entrySet().removeIf(file -> file.getValue().equals(former.get(file.getKey())));
    return changed;
  }

  /** The directory's files when of ours only these stand there. */
  SortedMap<String, Fileset.Text> after(SortedMap<String, Fileset.Text> ours) {
    var after = new TreeMap<>(former);
    after.values().removeIf(text -> Fileset.ours(text.text()));
    after.keySet().removeAll(wanted.keySet());
    after.putAll(ours);
    return after;
  }

  /** Writes what differs, each file with one rename, and then removes what is unwanted. */
  void perform() throws IOException {
    go(former, after(wanted));
  }

  /** The former bytes again. */
  void undo() throws IOException {
    go(OwnFiles.read(directory), former);
  }

  private void go(SortedMap<String, Fileset.Text> from, SortedMap<String, Fileset.Text> to)
      throws IOException {
    Files.createDirectories(directory);
    for (var file : to.entrySet()) {
      if (!file.getValue().equals(from.get(file.getKey()))) {
        var text = file.getValue();
        OwnFiles.write(Path.of(file.getKey()), text.text(), text.mode(), group);
      }
    }
    for (var path : from.keySet()) {
      if (!to.containsKey(path)) {
        Files.deleteIfExists(Path.of(path));
      }
    }
  }
}
