package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the routes that look show, to the letter: {@code src/test/golden/api}. */
@Tag("outer")
class ViewsTest {
  private static ApiUnderTest api;

  @BeforeAll
  static void start() {
    api = new ApiUnderTest();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "status,     /api/v1/status",
    "plan,       /api/v1/plan",
    "operation,  /api/v1/operations/7",
    "history,    /api/v1/history?limit=2",
    "quarantine, /api/v1/quarantine",
    "healthz,    /healthz",
    "readyz,     /readyz",
  })
  void isAsWrittenDown(String name, String path) {
    var answer = api.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    Golden.check("api/" + name + ".json", Json.pretty(answer.json()) + "\n");
  }

  @Test
  void beforeTheFirstTurnWhatIsNotKnownIsNull() {
    try (var fresh = new ApiUnderTest()) {
      fresh.control.status = Samples.unborn();
      Golden.check("api/unborn.json", Json.pretty(fresh.get("/api/v1/status").json()) + "\n");
    }
  }

  @Test
  void isNotReadyBeforeTheFirstTurn() {
    try (var fresh = new ApiUnderTest()) {
      fresh.control.status = Samples.unborn();
      assertThat(fresh.get("/readyz").status()).isEqualTo(503);
      assertThat(fresh.get("/readyz").text()).contains("the first turn has not ended yet");
      assertThat(fresh.get("/healthz").status()).isEqualTo(200);
    }
  }

  @Test
  void isNotReadyWhileTheEngineDoesNotAnswer() {
    try (var fresh = new ApiUnderTest()) {
      fresh.control.status = Samples.withoutEngine();
      assertThat(fresh.get("/readyz").status()).isEqualTo(503);
      assertThat(fresh.get("/readyz").text()).contains("the engine did not answer");
      assertThat(fresh.get("/healthz").status()).isEqualTo(200);
    }
  }

  @Test
  void anOperationOfThePastIsTheSameUnderBothNames() {
    assertThat(api.get("/api/v1/history/7").text())
        .isEqualTo(api.get("/api/v1/operations/7").text());
  }

  @Test
  void historyIsNewestFirst() {
    var ids = api.get("/api/v1/history").json().findValuesAsText("id");
    assertThat(ids).containsExactly("7", "6");
  }

  @Test
  void historyGoesOnBeforeAnOperation() {
    var answer = api.get("/api/v1/history?before=7&limit=1").json();
    assertThat(answer.findValuesAsText("id")).containsExactly("6");
    assertThat(answer.get("next").longValue()).isEqualTo(6);
    assertThat(api.get("/api/v1/history").json().get("next").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/history?limit=0",
        "/api/v1/history?limit=201",
        "/api/v1/history?limit=ten",
        "/api/v1/history?before=-1",
        "/api/v1/history?before=99999999999999999999",
        "/api/v1/operations/last",
      })
  void aNumberThatIsNoneIs400(String path) {
    assertThat(api.get(path).status()).isEqualTo(400);
  }

  @Test
  void anOperationThatIsNotThereIs404() {
    assertThat(api.get("/api/v1/operations/99").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/history/99").status()).isEqualTo(404);
  }
}
