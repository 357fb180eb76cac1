package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import dev.pilaster.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class ConfigsTest {
  @TempDir Path dir;
  private Configs configs;
  private final Draft draft = new Draft(new Server.Network("net", "10.0.0.0/24"));

  @BeforeEach
  void setUp() {
    configs = new Configs(dir.resolve("configs"));
    draft.configs.put("/etc/a/zz.ini", "a = ü\n");
    draft.configs.put("/etc/b/zz.ini", "b = 1\n");
  }

  private List<Service.Volume> write() {
    return configs.write(draft.spec());
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void everyFileIsMountedReadOnlyAtItsPath() throws IOException {
    var mounts = write();
    assertThat(mounts)
        .extracting(Service.Volume::target)
        .containsExactly("/etc/a/zz.ini", "/etc/b/zz.ini");
    assertThat(mounts).allMatch(m -> m.bind() && m.readOnly() && !m.create());
    assertThat(Path.of(mounts.get(0).source())).hasContent("a = ü");
  }

  @Test
  void containersUserReadsTheFileAndTheHostsUsersDoNot() throws IOException {
    var file = Path.of(write().get(0).source());
    assertThat(mode(file)).isEqualTo("r--r--r--");
    assertThat(mode(dir.resolve("configs"))).isEqualTo("rwx------");
  }

  @Test
  void sameFileIsNotReplaced() throws IOException {
    var file = Path.of(write().get(0).source());
    var before = Files.getAttribute(file, "unix:ino");
    assertThat(Path.of(write().get(0).source())).isEqualTo(file);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
  }

  @Test
  void fileThatACrashLeftWithAnotherTextIsReplaced() throws IOException {
    var file = Path.of(write().get(0).source());
    draft.configs.put("/etc/a/zz.ini", "a = 2\n");
    write();
    assertThat(file).hasContent("a = 2");
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void digestIsThatOfTheText() {
    var file = write().get(0).source();
    assertThat(configs.digest(file)).contains(Secret.of("a = ü\n").digest());
  }

  @Test
  void lostFileHasNoDigestAndOthersFilesAreNotRead() throws IOException {
    var file = Path.of(write().get(0).source());
    Files.delete(file);
    assertThat(configs.digest(file.toString())).contains("missing");
    assertThat(configs.digest("/etc/hostname")).isEmpty();
    assertThat(configs.digest(dir + "/configs-of-others/x")).isEmpty();
  }

  @Test
  void removingTakesOneGenerationOnly() {
    write();
    draft.generation = 2;
    var kept = write().get(0).source();
    configs.remove("web", 1);
    configs.remove("web", 1);
    assertThat(dir.resolve("configs/web/1")).doesNotExist();
    assertThat(Path.of(kept)).exists();
  }
}
