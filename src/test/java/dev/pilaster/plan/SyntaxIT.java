package dev.pilaster.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real PHP says to a release's settings. */
class SyntaxIT {
  @TempDir Path dir;
  private String good = "";
  private String bad = "";
  private String said = "";

  @BeforeEach
  void files() throws IOException {
    var ran = dir.resolve("ran");
    good = file("good 'one.php", "<?php file_put_contents('" + ran + "', 'x');");
    bad = file("bad.php", "<?php\n$settings['a'] = ;\n");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  private int exit(String... files) throws Exception {
    var process = new ProcessBuilder(Syntax.command(List.of(files))).redirectErrorStream(true);
    var running = process.start();
    said = new String(running.getInputStream().readAllBytes(), UTF_8);
    return running.waitFor();
  }

  @Test
  void whatPhpCanReadIsGoodAndIsNotRun() throws Exception {
    assertThat(exit(good)).isZero();
    assertThat(said).contains("No syntax errors");
    assertThat(dir.resolve("ran")).doesNotExist();
  }

  @Test
  void aMistakeIsNamedWithItsLine() throws Exception {
    assertThat(exit(bad, good)).isNotZero();
    assertThat(said).contains("unexpected token \";\"", bad + " on line 2");
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    assertThat(exit(dir.resolve("none.php").toString(), good)).isZero();
    assertThat(said).contains("none.php: not checked", "No syntax errors");
  }
}
