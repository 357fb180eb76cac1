package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pilaster.model.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, the answer is a slice with problems: never an exception. */
class MutationTest {
  private static final List<String> SCRAPS =
      List.of(
          "null",
          "~",
          "{}",
          "[]",
          "''",
          "-1",
          "1.5",
          "true",
          "${",
          "${site.name}",
          "&a ",
          "*a",
          "!t ",
          "<<: ",
          "---\n",
          "- ",
          ": ",
          "\n",
          "  ",
          "\t",
          "\"",
          "'",
          "#",
          "|",
          "\u0000",
          "😀",
          "[[[[",
          "{a: {a: {a: ",
          "0x",
          "99999999999999999999",
          "..",
          "/",
          "a".repeat(300));

  @Test
  void noMutationOfAnyCaseMakesAnException() throws IOException {
    var random = new Random(7);
    for (var name : List.of("every-container-key", "every-site-key", "layers", "documentation")) {
      var files = files(Path.of("src/test/golden/pillar", name));
      for (var i = 0; i < 60; i++) {
        var mutated = mutated(files, random);
        assertThatCode(() -> new PillarText(mutated, Policy.open()).slice())
            .as(() -> mutated.toString())
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aSliceIsTheSameEveryTime() throws IOException {
    var random = new Random(8);
    var files = files(Path.of("src/test/golden/pillar/every-site-key"));
    for (var i = 0; i < 20; i++) {
      var pillar = new PillarText(mutated(files, random), Policy.open());
      assertThat(pillar.slice()).isEqualTo(pillar.slice());
    }
  }

  private static Map<String, String> mutated(Map<String, String> files, Random random) {
    var copy = new TreeMap<>(files);
    var names = new ArrayList<>(files.keySet());
    var name = names.get(random.nextInt(names.size()));
    var text = new StringBuilder(copy.get(name));
    for (var n = random.nextInt(3); n >= 0; n--) {
      var at = random.nextInt(text.length() + 1);
      var end = Math.min(text.length(), at + random.nextInt(6));
      text.replace(at, end, random.nextBoolean() ? SCRAPS.get(random.nextInt(SCRAPS.size())) : "");
    }
    copy.put(name, text.toString());
    return copy;
  }

  private static Map<String, String> files(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(p -> p.toString().endsWith(".yaml")).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }
}
