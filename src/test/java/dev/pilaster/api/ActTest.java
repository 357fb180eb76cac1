package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suspending, resuming, and clearing the quarantine. */
class ActTest {
  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void suspendsWithAReasonUntilATime() {
    var answer =
        api.post(
            "/api/v1/suspend", "{\"reason\": \"a move\", \"until\": \"2026-11-22T12:00:01Z\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            "{\"suspended\":true,\"suspended_reason\":\"a move\","
                + "\"until\":\"2026-11-22T12:00:01Z\"}");
    assertThat(api.control.asked).containsExactly("suspend a move Optional[2026-11-22T12:00:01Z]");
  }

  @Test
  void aSuspensionWithoutAReasonNamesWhoAskedForIt() {
    api.post("/api/v1/suspend", "");
    assertThat(api.control.asked).containsExactly("suspend ci Optional.empty");
  }

  @Test
  void resumes() {
    assertThat(api.post("/api/v1/resume", "").text()).contains("\"suspended\":false");
    assertThat(api.control.asked).containsExactly("resume");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/suspend | {\"until\": \"tomorrow\"}             | expected a time like",
        "/api/v1/suspend | {\"until\": \"2026-11-22T11:59:59Z\"} | until: is over",
        "/api/v1/suspend | {\"reason\": \"two\\nlines\"}         | expected one line",
        "/api/v1/suspend | {\"why\": \"x\"}                      | unknown field",
        "/api/v1/resume  | {\"reason\": \"x\"}                   | unknown field",
      })
  void aBodyThatIsWrongIs400(String path, String body, String detail) {
    var answer = api.post(path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains(detail);
    assertThat(api.control.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/suspend", "/api/v1/resume"})
  void oneResourceAloneIsNotSupportedYet(String path) {
    var answer = api.post(path, "{\"kind\": \"container\", \"name\": \"php82\"}");
    assertThat(answer.status()).isEqualTo(501);
    assertThat(api.control.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/quarantine/container/php82,                     container/php82",
    "/api/v1/quarantine/file/etc/nginx/pilaster.d/acme.conf, /etc/nginx/pilaster.d/acme.conf",
  })
  void clearsWhatIsQuarantined(String path, String subject) {
    var answer = api.ask("DELETE", path, "").as(ApiUnderTest.SYNC).answer();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("cleared").textValue()).isEqualTo(subject);
    assertThat(api.control.refused).doesNotContainKey(subject);
    var again = api.ask("DELETE", path, "").as(ApiUnderTest.SYNC).answer();
    assertThat(again.status()).isEqualTo(404);
  }
}
