package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Fileset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class SwapTest {
  @TempDir Path dir;

  private SortedMap<String, Fileset.Text> files(String... namesAndTexts) {
    var files = new TreeMap<String, Fileset.Text>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      var text = Fileset.MARK + "\n" + namesAndTexts[i + 1];
      files.put(dir.resolve(namesAndTexts[i]).toString(), new Fileset.Text(text, 0640));
    }
    return files;
  }

  private Swap swap(String... namesAndTexts) throws IOException {
    return new Swap(dir, files(namesAndTexts), "");
  }

  @Test
  void whatIsWantedStandsThereWithItsMode() throws IOException {
    swap("a", "1").perform();
    assertThat(dir.resolve("a")).hasContent(Fileset.MARK + "\n1");
    assertThat(OwnFiles.mode(dir.resolve("a"))).isEqualTo(0640);
  }

  @Test
  void theSameAgainChangesNothing() throws IOException {
    swap("a", "1").perform();
    assertThat(swap("a", "1").changes()).isFalse();
    assertThat(swap("a", "2").changes()).isTrue();
    assertThat(swap().changes()).isTrue();
  }

  @Test
  void aModeThatWasChangedIsAChange() throws IOException {
    swap("a", "1").perform();
    Files.setAttribute(dir.resolve("a"), "unix:mode", 0666);
    assertThat(swap("a", "1").changes()).isTrue();
    swap("a", "1").perform();
    assertThat(OwnFiles.mode(dir.resolve("a"))).isEqualTo(0640);
  }

  @Test
  void unwantedFilesOfOursGoAndForeignOnesStay() throws IOException {
    swap("a", "1", "b", "2").perform();
    Files.writeString(dir.resolve("foreign"), "theirs");
    swap("b", "2").perform();
    assertThat(dir.resolve("a")).doesNotExist();
    assertThat(dir.resolve("foreign")).hasContent("theirs");
  }

  @Test
  void undoGivesEveryByteBack() throws IOException {
    swap("a", "1", "b", "2").perform();
    Files.writeString(dir.resolve("foreign"), "theirs");
    Files.writeString(dir.resolve("c"), "edited by hand, without the mark");
    var before = OwnFiles.read(dir);
    var swap = swap("a", "3", "c", "4", "d", "5");
    swap.perform();
    swap.undo();
    assertThat(OwnFiles.read(dir)).isEqualTo(before);
  }

  @Test
  void undoAfterHalfTheWorkGivesEveryByteBack() throws IOException {
    swap("a", "1", "b", "2").perform();
    var before = OwnFiles.read(dir);
    var swap = swap("a", "3");
    Files.writeString(dir.resolve("a"), Fileset.MARK + "\n3");
    swap.undo();
    assertThat(OwnFiles.read(dir)).isEqualTo(before);
  }

  @Test
  void leftoversOfACrashAreSwept() throws IOException {
    Files.writeString(dir.resolve(".pilaster-a"), "half");
    Files.writeString(dir.resolve(".theirs"), "hidden");
    swap("a", "1").perform();
    assertThat(dir.resolve(".pilaster-a")).doesNotExist();
    assertThat(dir.resolve(".theirs")).exists();
  }

  @Test
  void aFileElsewhereIsRefused() {
    var files = new TreeMap<>(files("sub/a", "1"));
    assertThatThrownBy(() -> new Swap(dir, files, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not in");
  }
}
