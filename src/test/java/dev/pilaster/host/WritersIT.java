package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer at a time, on a real engine. */
class WritersIT {
  @TempDir static Path dir;
  private static EngineBed bed;
  private Path data;

  @BeforeAll
  static void open() {
    bed = new EngineBed(dir);
  }

  @BeforeEach
  void data() throws IOException {
    data = Files.createDirectories(dir.resolve("srv/db"));
  }

  @AfterEach
  void clean() {
    bed.removeContainers();
    bed.removeVolumes();
  }

  @AfterAll
  static void close() throws IOException {
    bed.close();
  }

  /** Generation 1 of the service, running with one mount. */
  private void running(boolean bind, String source, boolean readOnly) {
    var draft = bed.draft();
    draft.volumes.add(new Service.Volume(bind, source, "/data", readOnly, false));
    bed.engine.create(draft.spec());
    bed.engine.start("web-g1");
  }

  private void refused(String container, String exclusive) {
    assertThatThrownBy(() -> bed.engine.writers().mustBeNone(container, List.of(exclusive)))
        .hasMessage(
            "container %sweb-g1 runs and may write to %s: two would write to it",
            bed.prefix, exclusive)
        .matches(e -> ((HostException) e).kind() == Kind.TRANSIENT);
  }

  private void allowed(String container, Object exclusive) {
    var all = List.of(exclusive.toString());
    assertThatCode(() -> bed.engine.writers().mustBeNone(container, all))
        .doesNotThrowAnyException();
  }

  @Test
  void aSecondWriterOfADirectoryIsRefused() {
    running(true, data.toString(), false);
    refused("web-g2", data.toString());
  }

  @Test
  void soIsOneOfADirectoryAboveOrBelow() throws IOException {
    Files.createDirectories(data.resolve("below"));
    running(true, data.toString(), false);
    refused("web-g2", data.getParent().toString());
    refused("web-g2", data.resolve("below").toString());
  }

  @Test
  void soIsOneThroughALink() throws IOException {
    running(true, data.toString(), false);
    refused("web-g2", Files.createSymbolicLink(dir.resolve("link"), data).toString());
    Files.delete(dir.resolve("link"));
  }

  @Test
  void soIsOneOfAVolume() {
    running(false, EngineBed.DATA, false);
    refused("web-g2", EngineBed.DATA);
    allowed("web-g2", EngineBed.DATA + "-other");
  }

  @Test
  void itselfIsNoOther() {
    running(true, data.toString(), false);
    allowed("web-g1", data);
  }

  @Test
  void aReaderIsNoWriter() {
    running(true, data.toString(), true);
    allowed("web-g2", data);
  }

  @Test
  void aNeighbourIsNoOther() {
    running(true, data.toString(), false);
    allowed("web-g2", data + "2");
  }

  @Test
  void oneThatWasStoppedIsNoWriter() {
    running(true, data.toString(), false);
    bed.engine.stop("web-g1", Duration.ofSeconds(1));
    allowed("web-g2", data);
  }

  @Test
  void oneThatIsPausedIs() {
    running(true, data.toString(), false);
    var path = "/containers/" + bed.prefix + "web-g1/";
    bed.api.json(Call.post("pause", path + "pause"));
    refused("web-g2", data.toString());
    bed.api.json(Call.post("unpause", path + "unpause"));
  }

  @Test
  void aContainerOfSomebodyElseCountsAsWell() throws IOException {
    running(true, data.toString(), false);
    try (var other = new Engine(EngineBed.HOST, bed.prefix + "x", dir.resolve("other"))) {
      assertThatThrownBy(() -> other.writers().mustBeNone("web-g1", List.of(data.toString())))
          .hasMessageContaining(bed.prefix + "web-g1 runs");
    }
  }
}
