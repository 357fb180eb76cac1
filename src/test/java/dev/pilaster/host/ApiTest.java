package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which API version is spoken with which engine. */
@Tag("outer")
class ApiTest {
  private static final Call CALL = Call.get("look", "/info");

  private static String spoken(Api api) {
    return api.json(CALL).path("spoken").asText();
  }

  @ParameterizedTest
  @CsvSource({
    "1.12, 1.41, 1.41",
    "1.24, 1.44, 1.44",
    "1.24, 1.45, 1.44",
    "1.44, 1.52, 1.44",
    "1.48, 1.60, 1.48"
  })
  void versionIsTheNewestThatBothKnow(String oldest, String newest, String want)
      throws IOException {
    try (var engine = new FakeEngine(oldest, newest);
        var api = new Api(engine.host())) {
      assertThat(spoken(api)).isEqualTo(want);
    }
  }

  @Test
  void versionIsAskedForOnce() throws IOException {
    try (var engine = new FakeEngine("1.12", "1.41");
        var api = new Api(engine.host())) {
      spoken(api);
      spoken(api);
      assertThat(engine.paths).containsExactly("/_ping", "/v1.41/info", "/v1.41/info");
    }
  }

  @Test
  void engineThatIsTooOldIsNamed() throws IOException {
    try (var engine = new FakeEngine("1.12", "1.40");
        var api = new Api(engine.host())) {
      var failure = catchThrowableOfType(HostException.class, () -> api.json(CALL));
      assertThat(failure).hasMessageContaining("API 1.40").hasMessageContaining("1.41 is needed");
    }
  }

  @Test
  void engineThatWasUpgradedUnderUsIsAskedAgain() throws IOException {
    try (var engine = new FakeEngine("1.12", "1.41");
        var api = new Api(engine.host())) {
      assertThat(spoken(api)).isEqualTo("1.41");
      engine.become("1.44", "1.52");
      assertThat(spoken(api)).isEqualTo("1.44");
    }
  }

  @Test
  void engineThatWasDowngradedUnderUsIsAskedAgain() throws IOException {
    try (var engine = new FakeEngine("1.24", "1.45");
        var api = new Api(engine.host())) {
      assertThat(spoken(api)).isEqualTo("1.44");
      engine.become("1.12", "1.41");
      assertThat(spoken(api)).isEqualTo("1.41");
    }
  }

  @Test
  void engineThatComesBackIsAskedAgain() throws IOException {
    var first = new FakeEngine("1.12", "1.41");
    try (var api = new Api(first.host())) {
      spoken(api);
      first.close();
      var failure = catchThrowableOfType(HostException.class, () -> api.json(CALL));
      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(failure).hasMessageContaining("look: no answer from the engine at tcp://");
      try (var second = new FakeEngine("1.12", "1.43", first.port())) {
        assertThat(spoken(api)).isEqualTo("1.43");
        assertThat(second.paths).startsWith("/_ping");
      }
    }
  }

  @Test
  void manyAnswersComeInTheOrderOfTheirCalls() throws IOException {
    try (var engine = new FakeEngine("1.12", "1.41");
        var api = new Api(engine.host())) {
      var calls = List.of(Call.get("a", "/a"), Call.get("b", "/b"), Call.get("c", "/c"));
      assertThat(api.askAll(calls, 2)).extracting(Answer::what).containsExactly("a", "b", "c");
    }
  }
}
