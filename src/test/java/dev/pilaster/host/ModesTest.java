package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModesTest {
  @TempDir Path dir;
  private Me me;

  @BeforeEach
  void code() throws IOException {
    me = Me.of(dir);
    Files.createDirectories(dir.resolve("r/web"));
    Files.writeString(dir.resolve("r/web/index.php"), "code");
    Files.writeString(dir.resolve("r/run"), "#!/bin/sh");
    Files.setAttribute(dir.resolve("r/run"), "unix:mode", 0755);
    Files.createSymbolicLink(dir.resolve("r/link"), Path.of("/etc/passwd"));
  }

  private int apply() throws IOException {
    var permissions =
        new Site.Permissions(me.user(), Optional.empty(), 0750, 0640, 02770, 0660, 0440);
    return Modes.apply(dir.resolve("r"), permissions, me.group());
  }

  private int mode(String path) throws IOException {
    return OwnFiles.mode(dir.resolve(path));
  }

  @Test
  void directoriesAndFilesHaveTheirModes() throws IOException {
    apply();
    assertThat(mode("r")).isEqualTo(0750);
    assertThat(mode("r/web")).isEqualTo(0750);
    assertThat(mode("r/web/index.php")).isEqualTo(0640);
  }

  @Test
  void whatIsExecutableStaysSoForThoseWhoRead() throws IOException {
    apply();
    assertThat(mode("r/run")).isEqualTo(0750);
  }

  @Test
  void aLinksTargetIsNeverTouched() throws IOException {
    var before = OwnFiles.mode(Path.of("/etc/passwd"));
    apply();
    assertThat(OwnFiles.mode(Path.of("/etc/passwd"))).isEqualTo(before);
  }

  @Test
  void onlyWhatDiffersIsTouched() throws IOException {
    assertThat(apply()).isEqualTo(4);
    assertThat(apply()).isZero();
    Files.setAttribute(dir.resolve("r/web/index.php"), "unix:mode", 0666);
    assertThat(apply()).isEqualTo(1);
  }
}
