package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class TreesTest {
  @TempDir Path dir;
  private final Trees trees = new Trees();
  private final TreeMap<String, Tree.Dir> dirs = new TreeMap<>();
  private Me me;

  @BeforeEach
  void me() throws IOException {
    me = Me.of(dir);
  }

  private void want(String path, int mode) {
    dirs.put(dir.resolve(path).toString(), new Tree.Dir(me.user(), me.group(), mode));
  }

  private void make() {
    trees.make(new Tree(new Name("acme"), dirs));
  }

  @Test
  void whatWasMadeIsObserved() {
    want("a/b/shared", 02770);
    want("a/b", 0711);
    make();
    assertThat(trees.observe(dirs.keySet())).isEqualTo(dirs);
    assertThat(dir.resolve("a")).isReadable().isExecutable();
  }

  @Test
  void stepsThatMakeTheSameAtOnceAgree() {
    for (var i = 0; i < 200; i++) {
      want("a" + i + "/b", 0755);
    }
    IntStream.range(0, 4).parallel().forEach(i -> make());
    assertThat(trees.observe(dirs.keySet())).isEqualTo(dirs);
  }

  @Test
  void aChangedModeIsSeenAndMended() throws IOException {
    want("shared", 02770);
    make();
    Files.setAttribute(dir.resolve("shared"), "unix:mode", 0777);
    var actual = trees.observe(dirs.keySet()).values().iterator().next();
    assertThat(actual.text()).isEqualTo(me.user() + ":" + me.group() + " 0777");
    make();
    assertThat(trees.observe(dirs.keySet())).isEqualTo(dirs);
  }

  @Test
  void whatIsInsideIsNotTouched() throws IOException {
    want("shared", 02770);
    make();
    var inside = Files.createDirectory(dir.resolve("shared/inside"));
    Files.setAttribute(inside, "unix:mode", 0700);
    make();
    assertThat(OwnFiles.mode(inside)).isEqualTo(0700);
  }

  @Test
  void whatIsNotThereIsNotObserved() throws IOException {
    Files.writeString(dir.resolve("file"), "");
    var paths = List.of(dir.resolve("none").toString(), dir.resolve("file").toString());
    assertThat(trees.observe(paths)).isEmpty();
  }

  @Test
  void anUnknownUserIsTheRevisionsFault() {
    var path = dir.resolve("x").toString();
    dirs.put(path, new Tree.Dir("no-such-user", me.group(), 0755));
    assertThatThrownBy(this::make)
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.INVALID))
        .hasMessageContaining("no-such-user");
    assertThat(dir.resolve("x")).doesNotExist();
  }
}
