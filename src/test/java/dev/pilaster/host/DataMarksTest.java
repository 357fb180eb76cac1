package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class DataMarksTest {
  @TempDir Path root;

  @Test
  void aMarkedDirectoryIsToldFromAnEmptyOne() throws IOException {
    var disk = Files.createDirectory(root.resolve("disk"));
    var place = Files.createDirectory(root.resolve("place"));
    DataMarks.make(List.of(disk.toString()));
    assertThat(DataMarks.observe(List.of(disk.toString(), place.toString())))
        .containsEntry(disk.toString(), true)
        .containsEntry(place.toString(), false);
  }

  @Test
  void whatIsNoDirectoryIsNotSpokenOf() throws IOException {
    var file = Files.createFile(root.resolve("file"));
    var all = List.of(file.toString(), root.resolve("none").toString());
    assertThat(DataMarks.observe(all)).isEmpty();
  }

  @Test
  void theMarkSaysWhatItIs() {
    DataMarks.make(List.of(root.toString()));
    assertThat(root.resolve(Data.MARK)).content().startsWith("Pilaster keeps").hasLineCount(1);
  }

  @Test
  void missingDirectoriesAreMade() {
    DataMarks.make(List.of(root.resolve("a/b").toString()));
    assertThat(root.resolve("a/b").resolve(Data.MARK)).isRegularFile();
  }

  @Test
  void aMarkThatIsThereStaysAsItIs() throws IOException {
    var mark = Files.writeString(root.resolve(Data.MARK), "mine");
    DataMarks.make(List.of(root.toString()));
    assertThat(mark).hasContent("mine");
  }
}
