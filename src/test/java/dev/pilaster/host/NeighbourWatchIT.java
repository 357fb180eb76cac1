package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Observed.Neighbours;
import dev.pilaster.real.RealNginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's vhosts beside ours, as the real nginx reads them. */
class NeighbourWatchIT {
  @TempDir Path dir;
  private RealNginx nginx;
  private Vhosts vhosts;
  private NeighbourWatch watch;
  private Path theirs;
  private final List<Runnable> looks = new ArrayList<>();
  private int news;

  @BeforeEach
  void start() throws IOException {
    theirs = Files.createDirectories(dir.resolve("nginx/other.d")).resolve("theirs.conf");
    nginx = new RealNginx(dir.resolve("nginx"));
    vhosts = new Vhosts(nginx);
    new Swap(nginx.directory, vhosts.of(Map.of("a.conf", "return 201;")).files(), "root").perform();
    watch = new NeighbourWatch(nginx.directory, nginx.check(), looks::add);
    watch.onNews(() -> news++);
  }

  @AfterEach
  void stop() {
    nginx.close();
  }

  /** What a turn sees after all that the ones before it asked for. */
  private Neighbours seen() {
    watch.see();
    var asked = List.copyOf(looks);
    looks.clear();
    asked.forEach(Runnable::run);
    return watch.see();
  }

  private void write(String name) throws IOException {
    var text = "server { listen 127.0.0.1:%d; server_name %s; return 204; }\n";
    Files.writeString(theirs, text.formatted(nginx.port, name));
  }

  @Test
  void aNameThatIsTakenLaterIsSeenWithBothPlacesUntilItIsFree() throws IOException {
    var before = seen();
    assertThat(before.digest()).isNotEmpty();
    assertThat(before.clashes()).isEmpty();
    write("a.conf");
    var clash = seen();
    assertThat(clash.clashes()).containsOnlyKeys(vhosts.path("a.conf"));
    assertThat(clash.clashes().get(vhosts.path("a.conf")))
        .startsWith("a.conf on 127.0.0.1:" + nginx.port)
        .contains(vhosts.path("a.conf") + ":", theirs + ":1");
    assertThat(clash.digest()).isNotEqualTo(before.digest());
    Files.delete(theirs);
    assertThat(seen()).isEqualTo(before);
    assertThat(news).isEqualTo(3);
  }

  @Test
  void nothingIsReadAgainWhileNothingChanges() throws IOException {
    write("b.conf");
    seen();
    watch.see();
    watch.see();
    assertThat(looks).isEmpty();
    write("c.conf");
    watch.see();
    watch.see();
    assertThat(looks).hasSize(1);
  }

  @Test
  void ourOwnFilesAreNoNeighbours() throws IOException {
    var before = seen();
    new Swap(nginx.directory, vhosts.of(Map.of("b.conf", "return 202;")).files(), "root").perform();
    assertThat(seen()).isEqualTo(before);
    assertThat(news).isEqualTo(1);
  }

  @Test
  void whatNginxCannotReadLeavesWhatWasSeen() throws IOException {
    write("a.conf");
    var before = seen();
    Files.writeString(theirs, "}");
    assertThat(seen()).isEqualTo(before);
    write("b.conf");
    assertThat(seen().clashes()).isEmpty();
  }
}
