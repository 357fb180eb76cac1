package dev.pilaster.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What users and contributors read: every Markdown file of the project. */
public final class Documents {
  private Documents() {}

  /** Path to text. */
  public static SortedMap<Path, String> all() throws IOException {
    var texts = new TreeMap<Path, String>();
    try (var top = Files.list(Path.of("."));
        var docs = Files.walk(Path.of("docs"))) {
      var files = Stream.concat(top, docs).filter(f -> f.toString().endsWith(".md")).toList();
      for (var file : files) {
        texts.put(file.normalize(), Files.readString(file));
      }
    }
    return texts;
  }

  /** A match, and the file that it was found in. */
  public record Found(Path file, MatchResult match) {
    String text() {
      return file + ": " + match.group();
    }
  }

  /** Every match in every document. */
  public static List<Found> find(String pattern) throws IOException {
    var found = new ArrayList<Found>();
    var form = Pattern.compile(pattern, Pattern.MULTILINE);
    all()
        .forEach(
            (file, text) ->
                form.matcher(text).results().forEach(m -> found.add(new Found(file, m))));
    return found;
  }
}
