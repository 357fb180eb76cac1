package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.api.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual, as the build writes it. */
@Tag("outer")
class ManPageTest {
  @TempDir private Path dir;
  private final TreeMap<String, String> pages = new TreeMap<>();

  @BeforeEach
  void write() throws IOException {
    assertThat(new Terminal().type("man", dir.resolve("man1").toString()).code()).isZero();
    try (var files = Files.list(dir.resolve("man1"))) {
      for (var file : files.toList()) {
        pages.put(file.getFileName().toString(), Files.readString(file));
      }
    }
  }

  @Test
  void everyCommandHasAPage() {
    assertThat(pages)
        .containsKeys("pilaster.1", "pilaster-sync.1", "pilaster-quarantine-clear.1")
        .doesNotContainKeys("pilaster-man.1");
  }

  @Test
  void aPageIsAsWrittenDown() {
    var page = pages.get("pilaster-pin.1").replaceFirst("\"Pilaster [^\"]+\" ", "");
    Golden.check("cli/pilaster-pin.1", page);
  }

  @Test
  void noLineIsACommandByAccident() {
    assertThat(pages.values())
        .allSatisfy(
            page ->
                assertThat(page.lines().filter(l -> l.startsWith(".") || l.startsWith("'")))
                    .allMatch(l -> l.matches("\\.(TH|SH|TP|B|BR)( .*)?")));
  }

  @Test
  void noMarkupAndNoVariableIsLeft() {
    assertThat(pages.values()).noneMatch(page -> page.contains("${") || page.contains("@|"));
  }
}
