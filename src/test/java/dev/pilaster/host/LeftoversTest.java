package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class LeftoversTest {
  private static final Name PHP = new Name("php");

  @TempDir Path root;

  @BeforeEach
  void threeGenerationsAndAPointer() throws IOException {
    for (var generation : new String[] {"php/1", "php/2", "php/10", "web/1"}) {
      Files.createDirectories(root.resolve(generation));
    }
    Files.writeString(root.resolve("php/2/fpm.sock"), "");
    Files.createSymbolicLink(root.resolve("php/live"), Path.of("10"));
  }

  @Test
  void directoriesOfGenerationsThatAreGoneGo() {
    new Leftovers(root).keepOnly(PHP, Set.of(1, 10));
    assertThat(root.resolve("php/2")).doesNotExist();
    assertThat(root.resolve("php/1")).isDirectory();
    assertThat(root.resolve("php/10")).isDirectory();
    assertThat(root.resolve("php/live")).isSymbolicLink();
  }

  @Test
  void otherServicesKeepTheirs() {
    new Leftovers(root).keepOnly(PHP, Set.of());
    assertThat(root.resolve("web/1")).isDirectory();
  }

  @Test
  void aServiceWithoutGenerationsAndPointerGoesWhole() throws IOException {
    Files.delete(root.resolve("php/live"));
    new Leftovers(root).keepOnly(PHP, Set.of());
    assertThat(root.resolve("php")).doesNotExist();
  }

  @Test
  void aServiceThatNeverWasIsFine() {
    new Leftovers(root).keepOnly(new Name("none"), Set.of());
    assertThat(root).isDirectory();
  }
}
