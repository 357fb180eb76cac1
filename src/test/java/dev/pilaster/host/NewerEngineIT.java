package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.HostException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What reaches an engine, on a later one than the machine's own: the same tests. */
class NewerEngineIT {
  private static final String CONTAINER = "pilaster-newer-engine";
  private static final Duration UP = Duration.ofMinutes(1);

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    docker("start", CONTAINER);
    var end = Instant.now().plus(UP);
    while (!answers() && Instant.now().isBefore(end)) {
      Thread.sleep(200);
    }
    assertThat(answers()).isTrue();
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    docker("stop", CONTAINER);
  }

  private static void docker(String... words) throws IOException, InterruptedException {
    var argv = new ArrayList<>(List.of("docker", "-H", EngineBed.HOST));
    argv.addAll(List.of(words));
    assertThat(new ProcessBuilder(argv).inheritIO().start().waitFor()).as("%s", argv).isZero();
  }

  private static boolean answers() throws IOException {
    try (var newer = new Api(EngineBed.NEWER)) {
      newer.prefix();
      return true;
    } catch (HostException e) {
      return false;
    }
  }

  @Test
  void theTwoEnginesAreNotTheSame() throws IOException {
    try (var usual = new Api(EngineBed.HOST);
        var newer = new Api(EngineBed.NEWER)) {
      var ask = Call.get("ask the engine's version", "/version");
      var version = ApiVersion.parse(newer.json(ask).path("ApiVersion").asText());
      assertThat(version).isGreaterThan(ApiVersion.NEWEST);
      assertThat(usual.json(ask).path("Version")).isNotEqualTo(newer.json(ask).path("Version"));
      assertThat(newer.prefix()).isEqualTo("/v" + ApiVersion.NEWEST);
    }
  }

  @Nested
  class EveryKey extends FieldsIT {
    @Override
    String host() {
      return EngineBed.NEWER;
    }
  }

  @Nested
  class EveryVerb extends EngineIT {
    @Override
    String host() {
      return EngineBed.NEWER;
    }
  }

  @Nested
  class ImageDefaults extends ImageDefaultsIT {
    @Override
    String host() {
      return EngineBed.NEWER;
    }
  }
}
