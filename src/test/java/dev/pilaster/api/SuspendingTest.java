package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suspending and resuming, the whole agent or one resource. */
@Tag("outer")
class SuspendingTest {
  private static final String ONE = "{\"kind\": \"container\", \"name\": \"php82\"}";

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
        "/api/v1/suspend | {\"until\": \"2027-11-22T12:00:00Z\"} | more than 90 days away",
        "/api/v1/suspend | {\"kind\": \"container\"}             | both kind and name",
        "/api/v1/suspend | {\"kind\": \"pod\", \"name\": \"x\"}  | is not KIND/NAME",
        "/api/v1/resume  | {\"reason\": \"x\"}                   | unknown field",
        "/api/v1/resume  | {\"name\": \"php82\"}                 | both kind and name",
      })
  void aBodyThatIsWrongIs400(String path, String body, String detail) {
    var answer = api.post(path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains(detail);
    assertThat(api.control.asked).isEmpty();
  }

  @Test
  void suspendsOneResourceAlone() {
    var answer =
        api.post(
            "/api/v1/suspend",
            """
            {"kind": "container", "name": "php82", "reason": "a debugger",
             "until": "2026-11-22T14:00:00Z"}
            """);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            "{\"kind\":\"container\",\"name\":\"php82\",\"suspended\":true,"
                + "\"suspended_reason\":\"a debugger\",\"until\":\"2026-11-22T14:00:00Z\"}");
    assertThat(api.control.asked).isEmpty();
    var held = api.control.orders().orders().held().get("container/php82");
    assertThat(held.text()).isEqualTo("suspended until 2026-11-22T14:00:00Z by ci: a debugger");
    assertThat(api.get("/api/v1/status").json().get("held").toString())
        .isEqualTo(
            "[{\"kind\":\"container\",\"name\":\"php82\",\"reason\":\"a debugger\",\"by\":\"ci\","
                + "\"since\":\"2026-11-22T12:00:00Z\",\"until\":\"2026-11-22T14:00:00Z\"}]");
  }

  @Test
  void whatIsNotThereCannotBeSuspended() {
    var answer = api.post("/api/v1/suspend", "{\"kind\": \"container\", \"name\": \"php28\"}");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("there is no container/php28 here");
    assertThat(api.control.orders().orders().held()).isEmpty();
  }

  @Test
  void resumesOneResourceAlone() {
    assertThat(api.post("/api/v1/resume", ONE).status()).isEqualTo(404);
    api.post("/api/v1/suspend", ONE);
    var answer = api.post("/api/v1/resume", ONE);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("suspended").booleanValue()).isFalse();
    assertThat(api.control.orders().orders().held()).isEmpty();
    assertThat(api.control.asked).isEmpty();
  }
}
