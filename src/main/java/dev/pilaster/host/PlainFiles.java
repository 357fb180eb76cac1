package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Observed.Tools;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files that no program has to be told of: crontabs, aliases, scripts, and how logs are rotated.
 * The directories are shared with others; what does not say that it is ours is never removed.
 */
final class PlainFiles {
  /** More than any of ours has; what is longer is somebody else's, and its begin says enough. */
  private static final int MOST = 64 * 1024;

  private final Path tools;
  private final Path results;
  private final Path cron;
  private final Path drush;
  private final Path program;
  private final Path rotation;

  PlainFiles(Tools tools) {
    this.tools = Path.of(tools.state(), "tools");
    this.results = Path.of(tools.state(), "cron");
    this.cron = Path.of(tools.cron());
    this.drush = Path.of(tools.drush());
    this.program = Path.of(tools.bin(), "drush");
    this.rotation = Path.of(tools.rotation(), "pilaster");
  }

  /** What stands where ours may stand, and what jobs left behind. */
  SortedMap<String, String> files() throws IOException {
    var texts = new TreeMap<String, String>();
    for (var kind : List.of(Fileset.Kind.TOOLS, Fileset.Kind.CRON, Fileset.Kind.DRUSH)) {
      read(paths(kind), texts);
    }
    for (var site : list(results, "*")) {
      read(list(site, "*"), texts);
    }
    return texts;
  }

  private static void read(List<Path> paths, SortedMap<String, String> texts) throws IOException {
    for (var path : paths) {
      if (Files.isSymbolicLink(path) || Files.isRegularFile(path, NOFOLLOW_LINKS)) {
        texts.put(path.toString(), begin(path));
      }
    }
  }

  /** A link that leads nowhere is somebody's, too. */
  private static String begin(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return "";
    }
    try (var in = Files.newInputStream(path)) {
      return new String(in.readNBytes(MOST), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private List<Path> paths(Fileset.Kind kind) throws IOException {
    var paths = new ArrayList<Path>();
    switch (kind) {
      case TOOLS -> {
        paths.addAll(list(tools, "*"));
        paths.addAll(list(tools.resolve("sites"), "*"));
        paths.add(program);
        paths.add(rotation);
      }
      case CRON -> paths.addAll(list(cron, "pilaster-*"));
      case DRUSH -> {
        paths.addAll(list(drush, "{drush.yml,*.aliases.drushrc.php}"));
        paths.addAll(list(drush.resolve("sites"), "*.site.yml"));
      }
      default -> throw new IllegalArgumentException(kind + " has a program");
    }
    return paths;
  }

  private static List<Path> list(Path directory, String names) throws IOException {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, names)) {
        for (var entry : entries) {
          if (!String.valueOf(entry.getFileName()).startsWith(".")) {
            found.add(entry);
          }
        }
      }
    }
    return found;
  }

  /** Writes what differs, each file with one rename, and then removes what is unwanted. */
  void install(Fileset fileset) throws IOException {
    for (var file : fileset.files().entrySet()) {
      write(Path.of(file.getKey()), file.getValue());
    }
    for (var path : paths(fileset.kind())) {
      var known = fileset.files().containsKey(path.toString());
      if (!known && Files.isRegularFile(path, NOFOLLOW_LINKS) && Fileset.ours(begin(path))) {
        Files.deleteIfExists(path);
      }
    }
    if (fileset.kind() == Fileset.Kind.CRON) {
      forget(fileset);
    }
  }

  private static void write(Path path, Fileset.Text wanted) throws IOException {
    var there = Files.isRegularFile(path, NOFOLLOW_LINKS);
    if (!there
        || OwnFiles.mode(path) != wanted.mode()
        || !OwnFiles.text(path).equals(wanted.text())) {
      Files.createDirectories(OwnFiles.parent(path));
      OwnFiles.write(path, wanted.text(), wanted.mode(), "");
    }
  }

  /** What the jobs of a site without a crontab left behind means nothing any more. */
  private void forget(Fileset crontabs) throws IOException {
    for (var site : list(results, "*")) {
      if (!crontabs.files().containsKey(cron + "/pilaster-" + site.getFileName())) {
        empty(site);
      }
    }
  }

  private static void empty(Path directory) throws IOException {
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var entry : entries) {
        Files.deleteIfExists(entry);
      }
    }
    Files.deleteIfExists(directory);
  }
}
