package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Host;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both halves of an observation, the engine's and the disk's, and each of them failing. */
@Tag("outer")
final class ObservationTest {
  private static final Host.Watch WATCH =
      new Host.Watch(
          "net",
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeSet<>(),
          new TreeMap<>(),
          new TreeSet<>());

  /** A regular file whose reading fails. */
  private static final Path BROKEN = Path.of("/proc/self/mem");

  @TempDir Path dir;
  private EngineStub engine;

  @BeforeEach
  void start() throws IOException {
    engine = new EngineStub(EngineStub.Year.V29_0);
    Files.createDirectories(dir.resolve("hosts"));
    Files.writeString(dir.resolve("hosts/php82"), "10.9.0.7 php82\n");
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private LocalHost host(String at, Path resolver) {
    var places = Acme.places(dir, at, resolver);
    return new LocalHost(
        at,
        "x-",
        places,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        (release, into) -> {},
        Clock.systemUTC());
  }

  @Test
  void theEngineAndTheDiskAreSeen() {
    try (var host = host(engine.host(), dir.resolve("resolv.conf"))) {
      var observed = host.observe(WATCH);
      assertThat(observed.containers()).hasSize(1);
      assertThat(observed.network()).isPresent();
      assertThat(observed.files()).containsKey(dir.resolve("hosts/php82").toString());
    }
  }

  @Test
  void aDiskThatCannotBeReadSaysWhatWasRead() {
    try (var host = host(engine.host(), BROKEN)) {
      assertThatThrownBy(() -> host.observe(WATCH))
          .isInstanceOf(HostException.class)
          .hasMessageContaining("read our files")
          .hasMessageContaining("Input/output error");
    }
  }

  @Test
  void anEngineThatIsAwayIsNamedThoughTheDiskFailsToo() {
    try (var host = host("tcp://127.0.0.1:1", BROKEN)) {
      assertThatThrownBy(() -> host.observe(WATCH))
          .isInstanceOf(HostException.class)
          .hasMessageContaining("engine");
    }
  }
}
