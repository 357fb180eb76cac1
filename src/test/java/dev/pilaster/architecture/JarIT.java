package dev.pilaster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Two builds of one commit give the same jar: nothing in it says when, where or by whom. */
final class JarIT {
  private static final Pattern TIMESTAMP =
      Pattern.compile("<project\\.build\\.outputTimestamp>(.*)Z</");

  @Test
  void noEntrySaysWhenOrWhereItWasBuilt() throws IOException {
    try (var jar = new JarFile("target/pilaster/lib/pilaster.jar")) {
      assertThat(jar.stream().map(ZipEntry::getTimeLocal)).containsOnly(timestamp());
      assertThat(jar.stream().map(ZipEntry::getName)).doesNotHaveDuplicates();
      assertThat(jar.getManifest().getMainAttributes().keySet().toString())
          .doesNotContain("Built-By", "Build-Time", "Build-Host");
      var git = jar.getInputStream(jar.getEntry("pilaster-build.properties")).readAllBytes();
      assertThat(new String(git, StandardCharsets.UTF_8))
          .contains("git.commit.id.abbrev=")
          .doesNotContain("git.build.time", "git.build.host", "git.build.user");
    }
  }

  private static LocalDateTime timestamp() throws IOException {
    var pom = TIMESTAMP.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(pom.find()).isTrue();
    return LocalDateTime.parse(pom.group(1));
  }
}
