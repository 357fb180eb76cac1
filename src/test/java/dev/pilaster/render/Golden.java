package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Folders of expected text; {@code -Dgolden.update=true} writes them anew. */
final class Golden {
  private static final Path ROOT = Path.of("src/test/golden/render");

  private Golden() {}

  /** Compares the files with the case's folder, by their names. */
  static void check(String name, SortedMap<String, Fileset.Text> files) throws IOException {
    var folder = ROOT.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      write(folder, files);
    }
    try (var expected = Files.list(folder)) {
      assertThat(expected.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              files.keySet().stream().map(p -> Path.of(p).getFileName().toString()).toList());
    }
    for (var file : files.entrySet()) {
      assertThat(file.getValue().text())
          .as(file.getKey())
          .isEqualTo(Files.readString(folder.resolve(Path.of(file.getKey()).getFileName())));
    }
  }

  /** The same for settings, and for what leads to them, under its place with = for a slash. */
  static void texts(String name, SettingsFiles settings) throws IOException {
    var files = new TreeMap<String, Fileset.Text>();
    settings.settings().forEach((file, text) -> files.put(file, new Fileset.Text(text, 0440)));
    settings
        .includes()
        .forEach(
            (place, text) ->
                files.put("in=" + place.replace('/', '='), new Fileset.Text(text, 0440)));
    check(name, files);
  }

  private static void write(Path folder, SortedMap<String, Fileset.Text> files) throws IOException {
    Files.createDirectories(folder);
    try (var old = Files.list(folder)) {
      for (var path : old.toList()) {
        Files.delete(path);
      }
    }
    for (var file : files.entrySet()) {
      var path = folder.resolve(Path.of(file.getKey()).getFileName());
      Files.writeString(path, file.getValue().text());
    }
  }
}
