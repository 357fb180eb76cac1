package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class ContainedTest {
  @TempDir Path dir;

  private Path link(String link, String target) throws IOException {
    var root = dir.resolve("root");
    Files.createDirectories(root.resolve(link).getParent());
    Files.createSymbolicLink(root.resolve(link), Path.of(target));
    return root;
  }

  @Test
  void linksBelowTheRootAreFine() throws IOException {
    link("vendor/bin/drush", "../drush/drush");
    assertThatCode(() -> Contained.check(link("top", "vendor/../vendor")))
        .doesNotThrowAnyException();
  }

  @Test
  void aLinkMayNotLeadOut() throws IOException {
    var root = link("a/b", "../../x");
    assertThatThrownBy(() -> Contained.check(root)).hasMessage("\"a/b\" leads out");
  }

  @Test
  void norByWayOfAnotherLink() throws IOException {
    link("here", ".");
    var root = link("z", "here/..");
    assertThatThrownBy(() -> Contained.check(root)).hasMessage("\"z\" leads out");
  }

  @Test
  void norInACircle() throws IOException {
    link("a", "b");
    var root = link("b", "a");
    assertThatThrownBy(() -> Contained.check(root)).hasMessageContaining("goes in a circle");
  }
}
