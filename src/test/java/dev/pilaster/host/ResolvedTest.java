package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Fileset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class ResolvedTest {
  @TempDir Path dir;
  private boolean works = true;

  private Path ours() {
    return dir.resolve("d/zz-pilaster.conf");
  }

  private Resolved resolved() {
    var restart = List.of("sh", "-c", "echo x >>" + dir.resolve("restarts"));
    var program = new Program(List.of(), restart, "127.0.0.53:53", Duration.ofMillis(20));
    return new Resolved(dir.resolve("d"), program, () -> works);
  }

  private SortedMap<String, Fileset.Text> files(String text) {
    var file = new Fileset.Text(Fileset.MARK + "\n" + text, 0644);
    return new TreeMap<>(Map.of(ours().toString(), file));
  }

  private long restarts() throws IOException {
    var file = dir.resolve("restarts");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void itIsRestartedOnceForWhatIsNew() throws IOException {
    resolved().install(files("a"));
    resolved().install(files("a"));
    assertThat(ours()).hasContent(Fileset.MARK + "\na");
    assertThat(restarts()).isEqualTo(1);
    assertThat(resolved().isManaged()).isTrue();
  }

  @Test
  void whatDoesNotAnswerIsUndone() throws IOException {
    resolved().install(files("a"));
    works = false;
    assertThatThrownBy(() -> resolved().install(files("b")))
        .hasMessageContaining("systemd-resolved at 127.0.0.53:53 does not answer as dnsmasq does");
    assertThat(ours()).hasContent(Fileset.MARK + "\na");
    assertThat(restarts()).isEqualTo(3);
  }

  @Test
  void oursGoesAndThatOfOthersStays() throws IOException {
    resolved().install(files("a"));
    var other = Files.writeString(dir.resolve("d/other.conf"), "[Resolve]\n");
    works = false;
    resolved().install(new TreeMap<>());
    assertThat(ours()).doesNotExist();
    assertThat(other).exists();
    assertThat(restarts()).isEqualTo(2);
    resolved().install(new TreeMap<>());
    assertThat(restarts()).isEqualTo(2);
  }

  @Test
  void whereItIsNotInChargeOursIsTakenOutWithoutIt() throws IOException {
    resolved().install(files("a"));
    resolved().remove();
    assertThat(ours()).doesNotExist();
    assertThat(restarts()).isEqualTo(1);
  }
}
