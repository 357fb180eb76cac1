package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route of CONTRACT: who may ask, and what answers when it cannot be. */
@Tag("outer")
class RoutesTest {
  private static ApiUnderTest api;

  @BeforeAll
  static void start() {
    api = new ApiUnderTest();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static void problem(Ask.Answer answer, int status, String path) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    var body = answer.json();
    assertThat(body.get("type").textValue()).isEqualTo("about:blank");
    assertThat(body.get("title").textValue()).isNotBlank();
    assertThat(body.get("status").intValue()).isEqualTo(status);
    assertThat(body.get("detail").textValue()).isNotBlank();
    assertThat(body.get("instance").textValue()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/v1/status,                   reader",
    "GET,    /api/v1/plan,                     reader",
    "GET,    /api/v1/operations/7,             reader",
    "GET,    /api/v1/history,                  reader",
    "GET,    /api/v1/history/7,                reader",
    "GET,    /api/v1/quarantine,               reader",
    "GET,    /api/v1/pins,                     reader",
    "GET,    /api/v1/approvals,                reader",
    "GET,    /api/v1/events,                   reader",
    "GET,    /api/v1/sites,                    reader",
    "GET,    /api/v1/sites/acme,               reader",
    "GET,    /api/v1/containers/php82/logs,    reader",
    "POST,   /api/v1/sync,                     ci",
    "POST,   /api/v1/suspend,                  ci",
    "POST,   /api/v1/resume,                   ci",
    "DELETE, /api/v1/quarantine/container/php82, ci",
    "DELETE, /api/v1/operation,                ci",
    "POST,   /api/v1/pins,                     root",
    "DELETE, /api/v1/pins/php82,               root",
    "POST,   /api/v1/approvals/1,              root",
  })
  void wantsAToken(String method, String path, String least) {
    var none = api.ask(method, path, "").answer();
    problem(none, 401, path);
    assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"pilaster\"");
    var wrong = api.ask(method, path, "").as("guess").answer();
    problem(wrong, 401, path);
    assertThat(wrong.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    problem(api.ask(method, path, "").header("Authorization", "Basic eDp5").answer(), 401, path);
    if (!least.equals("reader")) {
      var lesser = least.equals("ci") ? ApiUnderTest.READ : ApiUnderTest.SYNC;
      var weak = api.ask(method, path, "").as(lesser).answer();
      problem(weak, 403, path);
      assertThat(weak.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/readyz", "/metrics", "/openapi.json", "/"})
  void needsNoToken(String path) {
    assertThat(api.ask("GET", path, "").answer().status()).isEqualTo(200);
    assertThat(api.ask("HEAD", path, "").answer().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/api/v1/nothing", "/api/webhook", "/api/v2/status"})
  void unknownRouteIs404(String path) {
    problem(api.ask("GET", path, "").answer(), 404, path);
    problem(api.ask("POST", path, "").answer(), 404, path);
  }

  @Test
  void wrongMethodIs405AndSaysWhichAreRight() {
    var answer = api.ask("PUT", "/api/v1/sync", "").as(ApiUnderTest.ADMIN).answer();
    problem(answer, 405, "/api/v1/sync");
    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  @Test
  void nothingIsKeptInACache() {
    assertThat(api.get("/api/v1/status").header("Cache-Control")).isEqualTo("no-store");
    assertThat(api.ask("GET", "/api/v1/status", "").answer().header("Cache-Control"))
        .isEqualTo("no-store");
  }

  @Test
  void whatFailsInsideIs500AndSaysNothingOfIt() {
    var broken = new ApiUnderTest();
    try (broken) {
      broken.control.status = null;
      var answer = broken.get("/api/v1/status");
      problem(answer, 500, "/api/v1/status");
      assertThat(answer.text()).doesNotContain("NullPointer");
    }
  }

  @Test
  void metricsCanWantAToken() {
    try (var closed = new ApiUnderTest(false)) {
      problem(closed.ask("GET", "/metrics", "").answer(), 401, "/metrics");
      assertThat(closed.get("/metrics").status()).isEqualTo(200);
    }
  }
}
