package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Policy;
import dev.pilaster.model.Problem;
import dev.pilaster.model.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code src/test/golden/pillar} is a case: its pillar files, {@code problems.txt},
 * and {@code desired.txt} when something is desired. {@code -Dgolden.update=true} writes them.
 */
class GoldenTest {
  private static final Path CASES = Path.of("src/test/golden/pillar");

  static Stream<String> cases() throws IOException {
    try (var folders = Files.list(CASES)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSliceIsAsWrittenDown(String name) throws IOException {
    var folder = CASES.resolve(name);
    var slice = new PillarText(files(folder), Policy.open()).slice();
    expect(folder.resolve("problems.txt"), problems(slice));
    expect(folder.resolve("desired.txt"), slice.desired().map(d -> Printed.of(d)).orElse(""));
  }

  @Test
  void thereAreCases() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(5);
  }

  private static Map<String, String> files(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(p -> p.toString().matches(".*\\.(yaml|conf)")).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }

  private static String problems(Slice slice) {
    var text = new StringBuilder();
    for (Problem problem : slice.problems()) {
      text.append(problem.text()).append('\n');
    }
    return text + "broken: " + slice.broken() + "\n";
  }

  private static void expect(Path file, String actual) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      write(file, actual);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(file.toString())
        .isEqualTo(actual);
  }

  private static void write(Path file, String text) throws IOException {
    if (text.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      Files.writeString(file, text);
    }
  }
}
