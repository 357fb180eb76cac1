package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Desired;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Remains;
import dev.pilaster.model.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site leaves on the disk; du(1) says how large it is. */
class SiteRemainsIT {
  private static final Name ACME = new Name("acme");

  @TempDir Path dir;
  private Desired here;
  private final List<String> used = new ArrayList<>();
  private SiteRemains remains;

  @BeforeEach
  void site() throws IOException {
    for (var name : List.of("acme", "beta")) {
      write("sites/" + name + "/shared/files/a", "x".repeat(100_000));
      write("sites/" + name + "/releases/r1/index.php", "code");
      write("sites/" + name + "/config/r1/settings.php", "secret");
      write("log/" + name + "/access.log", "line");
      write("state/dumps/" + name + "/r1-acme.sql.gz", "dump");
    }
    here =
        new Desired(
            Servers.logging(dir.resolve("log").toString()), new TreeMap<>(), new TreeMap<>());
    remains = new SiteRemains(Acme.places(dir, EngineBed.HOST), this::mustBeUnused);
  }

  private void mustBeUnused(List<String> dirs) {
    if (used.containsAll(dirs)) {
      throw new HostException(HostException.Kind.TRANSIENT, "php82-g1 may write to " + dirs);
    }
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(dir.resolve(path).getParent());
    Files.writeString(dir.resolve(path), text);
  }

  @Test
  void itNamesEveryPartAndItsSize() {
    assertThat(remains.of(ACME, here))
        .extracting(Remains.Item::what)
        .containsExactly(
            dir.resolve("sites/acme/config").toString(),
            dir.resolve("sites/acme/releases").toString(),
            dir.resolve("sites/acme/shared").toString(),
            dir.resolve("log/acme").toString(),
            dir.resolve("state/dumps/acme").toString());
    assertThat(remains.of(ACME, here).get(2).bytes()).isGreaterThan(100_000);
  }

  @Test
  void allOfItGoesAndNothingElse() {
    remains.remove(ACME, here);
    remains.remove(ACME, here);
    assertThat(remains.of(ACME, here)).isEmpty();
    assertThat(dir.resolve("sites")).isDirectoryNotContaining("glob:**/.purged*");
    assertThat(remains.of(new Name("beta"), here)).hasSize(5);
  }

  @Test
  void aSiteThatNginxServesStays() throws IOException {
    write("nginx/acme.conf", "server {}");
    assertThatThrownBy(() -> remains.remove(ACME, here))
        .hasMessageContaining("nginx still serves acme");
    assertThat(dir.resolve("sites/acme/shared/files/a")).exists();
  }

  @Test
  void aSiteThatAContainerMayWriteToStays() {
    used.add(dir.resolve("sites/acme/shared").toString());
    assertThatThrownBy(() -> remains.remove(ACME, here)).hasMessageContaining("php82-g1");
    assertThat(dir.resolve("sites/acme/shared/files/a")).exists();
  }

  /** A server of which only the place of its logs matters. */
  private static final class Servers {
    static Server logging(String dir) {
      return new Server(
          new Name("web1"),
          new Server.Reconcile(true, 1, true, 1, 10),
          List.of(),
          Optional.empty(),
          new Server.Network("pilaster", "172.30.0.0/24"),
          new Server.Dns("ctr.internal", List.of(), false),
          Optional.empty(),
          new TreeMap<>(),
          List.of(),
          new Server.Nginx(List.of(), true, dir));
    }
  }
}
