package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What reaches an engine, on a later one than the machine's own: the same tests. */
class NewerEngineIT {
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
