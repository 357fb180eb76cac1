package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Difference;
import dev.pilaster.model.Name;
import dev.pilaster.model.Rights;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owner and modes of a site's files. */
@Tag("outer")
class WalkTest {
  @TempDir Path dir;
  private Me me;
  private Site.Permissions permissions;
  private Path code;
  private Path upload;

  @BeforeEach
  void site() throws IOException {
    me = Me.of(dir);
    permissions = new Site.Permissions(me.user(), Optional.empty(), 0750, 0640, 02770, 0660, 0440);
    code = Files.createDirectories(dir.resolve("releases/r1"));
    Files.createDirectories(code.resolve("web"));
    Files.writeString(code.resolve("web/index.php"), "code");
    Files.writeString(code.resolve("run"), "#!/bin/sh");
    mode(code.resolve("run"), 0755);
    Files.createSymbolicLink(code.resolve("link"), Path.of("/etc/passwd"));
    var config = Files.createDirectories(dir.resolve("config/r1"));
    SiteFiles.give(code, permissions, me.group());
    SiteFiles.note(code, config);
    mode(config, 0750);
    Files.writeString(config.resolve("settings.php"), "<?php");
    mode(config.resolve("settings.php"), 0440);
    upload = Files.createDirectories(dir.resolve("shared/files")).resolve("a.png");
    mode(upload.getParent(), 02770);
    Files.writeString(upload, "x");
    mode(upload, 0660);
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private SiteFiles files() {
    var rights = new Rights(new Name("acme"), permissions, new TreeSet<>(List.of("files")));
    return SiteFiles.of(dir, rights, me.group());
  }

  private List<Difference> look() throws IOException {
    var walk = Walk.looking();
    files().whole(walk, Optional.of("r1"));
    return walk.found();
  }

  private int repair() throws IOException {
    var walk = Walk.repairing();
    files().whole(walk, Optional.of("r1"));
    return walk.differences();
  }

  @Test
  void codeThatIsMadeHasItsModes() throws IOException {
    assertThat(OwnFiles.mode(code)).isEqualTo(0750);
    assertThat(OwnFiles.mode(code.resolve("web/index.php"))).isEqualTo(0640);
    assertThat(OwnFiles.mode(code.resolve("run"))).isEqualTo(0750);
    assertThat(look()).isEmpty();
  }

  @Test
  void aLinksTargetIsNeverTouched() throws IOException {
    var before = OwnFiles.mode(Path.of("/etc/passwd"));
    repair();
    assertThat(OwnFiles.mode(Path.of("/etc/passwd"))).isEqualTo(before);
  }

  @Test
  void aChmodByHandIsNamedAndUndone() throws IOException {
    var file = code.resolve("web/index.php");
    mode(file, 0777);
    var who = me.user() + ":" + me.group();
    assertThat(look())
        .containsExactly(new Difference(file.toString(), who + " 0640", who + " 0777"));
    assertThat(repair()).isEqualTo(1);
    assertThat(OwnFiles.mode(file)).isEqualTo(0640);
    assertThat(repair()).isZero();
  }

  @Test
  void onlyWhatDiffersIsTouched() throws IOException {
    var before = Files.getAttribute(code.resolve("run"), "unix:ctime");
    mode(code.resolve("web"), 0777);
    repair();
    assertThat(Files.getAttribute(code.resolve("run"), "unix:ctime")).isEqualTo(before);
  }

  @Test
  void settingsAreReadableAndNothingElse() throws IOException {
    mode(dir.resolve("config/r1/settings.php"), 0644);
    assertThat(look())
        .singleElement()
        .satisfies(d -> assertThat(d.desired()).endsWith("0440"))
        .satisfies(d -> assertThat(d.field()).endsWith("settings.php"));
    var top = Walk.looking();
    files().top(top, "r1");
    assertThat(top.found()).isEqualTo(look());
  }

  @Test
  void whatTheSiteWritesMayBeOpenToReaders() throws IOException {
    mode(upload, 0664);
    assertThat(look()).isEmpty();
  }

  @Test
  void anUploadIsNeverExecutableNorEverybodysToWrite() throws IOException {
    mode(upload, 0775);
    assertThat(look()).hasSize(1);
    mode(upload, 0662);
    assertThat(look()).hasSize(1);
    repair();
    assertThat(OwnFiles.mode(upload)).isEqualTo(0660);
  }

  @Test
  void manyDifferencesAreCounted() throws IOException {
    for (var i = 0; i < 30; i++) {
      Files.writeString(code.resolve("web/f" + i), "x");
      mode(code.resolve("web/f" + i), 0666);
    }
    assertThat(look()).hasSize(Walk.NAMED + 1);
    assertThat(look().get(Walk.NAMED).actual()).isEqualTo("10 others differ");
  }
}
