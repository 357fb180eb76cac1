package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The marks by which a data directory is told from the empty place where its disk is missing. */
final class DataMarks {
  static final String TEXT =
      "Pilaster keeps a service's data here. Without this file nothing is started on it.\n";

  private DataMarks() {}

  /** Makes what is missing; a mark that is there stays as it is. */
  static void make(List<String> dirs) {
    for (var dir : dirs) {
      try {
        Files.createDirectories(Path.of(dir));
        if (!isMarked(Path.of(dir))) {
          OwnFiles.write(Path.of(dir, Data.MARK), TEXT, 0644, "");
        }
      } catch (IOException e) {
        throw OwnFiles.failed("mark " + dir, e);
      }
    }
  }

  static boolean isMarked(Path dir) {
    return Files.isRegularFile(dir.resolve(Data.MARK), NOFOLLOW_LINKS);
  }

  /** Those that are directories, and whether they have their mark. */
  static SortedMap<String, Boolean> observe(Collection<String> paths) {
    var marked = new TreeMap<String, Boolean>();
    paths.stream()
        .filter(path -> Files.isDirectory(Path.of(path)))
        .forEach(path -> marked.put(path, isMarked(Path.of(path))));
    return marked;
  }
}
