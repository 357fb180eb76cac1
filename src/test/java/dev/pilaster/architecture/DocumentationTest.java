package dev.pilaster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the documents name is there. */
@Tag("outer")
class DocumentationTest {
  private static final Path API = Path.of("src/main/java/dev/pilaster/api");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var links = Documents.find("]\\((?!https?:)([^)#\\s]*)(#[^)\\s]+)?\\)");
    assertThat(links).isNotEmpty();
    assertThat(links).filteredOn(l -> !leads(l)).extracting(Documents.Found::text).isEmpty();
  }

  @Test
  void everyPathThatIsNamedIsThere() throws IOException {
    var paths =
        Documents.find("`((?:src|docs|packaging|example-config-repo|\\.ci)/[\\w./-]*)[^`]*`");
    assertThat(paths).isNotEmpty();
    assertThat(paths)
        .filteredOn(p -> !Files.exists(Path.of(p.match().group(1))))
        .extracting(Documents.Found::text)
        .isEmpty();
  }

  @Test
  void everyVerbOfTheDemoIsOneOfItsScript() throws IOException {
    var script = Files.readString(Path.of("packaging/demo"));
    var verbs = Documents.find("packaging/demo ([a-z][a-z-]*)");
    assertThat(verbs).isNotEmpty();
    assertThat(verbs)
        .filteredOn(v -> !script.contains("\n  " + v.match().group(1) + ") "))
        .extracting(Documents.Found::text)
        .isEmpty();
  }

  @Test
  void everyRouteIsServed() throws IOException {
    var served = strings(API.resolve("HttpApi.java"), "/[a-zA-Z0-9/{}<>-]+");
    var routes = Documents.find("(?<=[ `}\"/0-9])(/api/v1/[a-z-]+|/healthz|/readyz|/metrics)\\b");
    assertThat(routes).isNotEmpty();
    assertThat(routes)
        .filteredOn(r -> served.stream().noneMatch(s -> under(s, r.match().group(1))))
        .extracting(Documents.Found::text)
        .isEmpty();
  }

  @Test
  void everyMetricIsCounted() throws IOException {
    var counted = new TreeSet<String>();
    try (var files = Files.list(API)) {
      for (var file : files.toList()) {
        counted.addAll(strings(file, "pilaster_[a-z_]+"));
      }
    }
    var metrics = Documents.find("pilaster_[a-z_]+");
    assertThat(metrics).isNotEmpty();
    assertThat(metrics)
        .filteredOn(m -> !counted.contains(m.match().group()))
        .extracting(Documents.Found::text)
        .isEmpty();
  }

  @Test
  void everyDecisionHasANumberOfItsOwn() throws IOException {
    try (var files = Files.list(Path.of("docs/decisions"))) {
      var names = files.map(f -> f.getFileName().toString()).sorted().toList();
      assertThat(names).allMatch(n -> n.matches("[0-9]{4}-[a-z0-9-]+\\.md"));
      assertThat(names).extracting(n -> n.substring(0, 4)).doesNotHaveDuplicates();
    }
  }

  @Test
  void everyDecisionSaysWhatLooksWrong() throws IOException {
    for (var document : Documents.all().entrySet()) {
      if (document.getKey().startsWith("docs/decisions")) {
        assertThat(document.getValue())
            .as(document.getKey().toString())
            .contains("**Decided.**", "**Looks wrong but is meant**");
      }
    }
  }

  private static boolean under(String served, String route) {
    return served.equals(route) || served.startsWith(route + "/");
  }

  private static boolean leads(Documents.Found link) {
    var path = link.match().group(1);
    var target = path.isEmpty() ? link.file() : link.file().resolveSibling(path);
    var heading = link.match().group(2);
    return Files.exists(target) && (heading == null || headings(target).contains(heading));
  }

  /** A file's headings as they are linked to. */
  private static Set<String> headings(Path file) {
    try {
      return Pattern.compile("^#+ (.*)$", Pattern.MULTILINE)
          .matcher(Files.readString(file))
          .results()
          .map(h -> h.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", ""))
          .map(h -> "#" + h.replace(' ', '-'))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The string literals of one form in a source file. */
  private static Set<String> strings(Path source, String form) throws IOException {
    return Pattern.compile('"' + "(" + form + ")" + '"')
        .matcher(Files.readString(source))
        .results()
        .map(s -> s.group(1))
        .collect(Collectors.toSet());
  }
}
