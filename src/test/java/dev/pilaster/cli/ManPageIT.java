package dev.pilaster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual, for the program that shows it, and as it is built. */
class ManPageIT {
  private static final Path BUILT = Path.of("target/pilaster/share/man/man1");

  @TempDir private Path dir;
  private Path pages;

  @BeforeEach
  void write() {
    pages = dir.resolve("man1");
    assertThat(new Terminal().type("man", pages.toString()).code()).isZero();
  }

  /** Without the heading, which names the version. */
  private static Map<String, String> texts(Path directory) throws IOException {
    var texts = new TreeMap<String, String>();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        var text = Files.readAllLines(file).stream().skip(1).collect(Collectors.joining("\n"));
        texts.put(file.getFileName().toString(), text);
      }
    }
    return texts;
  }

  private String shown(String page) throws IOException, InterruptedException {
    var argv = new ArrayList<>(List.of("groff", "-ww", "-man", "-Tutf8", "-P-cbou"));
    argv.add(pages.resolve(page).toString());
    var out = dir.resolve("out");
    var process =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(out, UTF_8);
  }

  @Test
  void groffHasNothingToComplainOf() throws Exception {
    for (var page : texts(pages).keySet()) {
      assertThat(shown(page)).doesNotContain("groff:", "troff:").contains("NAME", "EXIT STATUS");
    }
  }

  @Test
  void anOptionIsShownAsItIsTyped() throws Exception {
    assertThat(shown("pilaster-sync.1")).contains("       --only=KIND/NAME\n");
  }

  @Test
  void theBuiltPagesAreThoseOfTheCommands() throws Exception {
    assertThat(texts(BUILT)).isEqualTo(texts(pages));
  }
}
