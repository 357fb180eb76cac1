package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/v1/sync}. */
@Tag("outer")
class SyncTest {
  private static final String SYNC = "/api/v1/sync";

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
  void isAcceptedWithTheOperationThatBegan() {
    var answer = api.post(SYNC, "{}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("id").longValue()).isEqualTo(8);
    assertThat(answer.json().get("phase").textValue()).isEqualTo("Running");
    assertThat(answer.json().get("finished_at").isNull()).isTrue();
  }

  @Test
  void needsNoBody() {
    assertThat(api.post(SYNC, "").status()).isEqualTo(202);
    assertThat(api.control.asked)
        .containsExactly(
            "SyncRequest[dryRun=false, only=[], retryQuarantined=false, whileSuspended=false,"
                + " outsideWindow=false, by=ci] PT0S");
  }

  @Test
  void waitsWhenItIsTold() {
    var answer = api.post(SYNC, "{\"wait\": 60}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("phase").textValue()).isEqualTo("Failed");
    assertThat(api.control.asked.get(0)).endsWith(" PT1M");
  }

  @Test
  void isAcceptedWhenTheWaitRanOut() {
    api.control.sync = (request, wait) -> Samples.running();
    var answer = api.post(SYNC, "{\"wait\": 1}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("phase").textValue()).isEqualTo("Running");
  }

  @Test
  void passesEveryFieldOn() {
    api.post(
        SYNC,
        """
        {"dryRun": true, "wait": null, "only": ["container/php82"], "retryQuarantined": true,
         "whileSuspended": true, "outsideWindow": true}
        """);
    assertThat(api.control.asked)
        .containsExactly(
            "SyncRequest[dryRun=true, only=[container/php82], retryQuarantined=true,"
                + " whileSuspended=true, outsideWindow=true, by=ci] PT0S");
  }

  @Test
  void anAdministratorMayAsWell() {
    assertThat(api.ask("POST", SYNC, "{}").as(ApiUnderTest.ADMIN).answer().status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                          | the body is not JSON",
        "{} {}                      | the body is not JSON",
        "{\"wait\": 1, \"wait\": 2} | the body is not JSON",
        "[]                         | the body is not a JSON object",
        "7                          | the body is not a JSON object",
        "{\"force\": true}          | unknown field \"force\"",
        "{\"dry_run\": true}        | unknown field \"dry_run\"",
        "{\"dryRun\": \"yes\"}      | dryRun: expected true or false",
        "{\"wait\": -1}             | wait: expected a whole number from 0 to 3600",
        "{\"wait\": 1.5}            | wait: expected a whole number",
        "{\"wait\": 99999}          | wait: expected a whole number",
        "{\"wait\": \"60\"}         | wait: expected a whole number",
        "{\"only\": \"php82\"}      | only: expected a list of texts",
        "{\"only\": [7]}            | only: expected a list of texts",
        "{\"only\": [\"php82\"]}    | is not KIND/NAME",
        "{\"only\": [\"pod/x\"]}    | is not KIND/NAME with a kind of network, tree",
      })
  void aBodyThatIsWrongIs400AndSaysWhere(String body, String detail) {
    var answer = api.post(SYNC, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").textValue()).contains(detail);
    assertThat(api.control.asked).isEmpty();
  }

  @Test
  void aBodyThatIsTooLargeIs413() {
    var answer = api.post(SYNC, "{\"only\": [\"" + "x".repeat(70_000) + "\"]}");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "text/plain"})
  void curlNeedsNoContentType(String type) {
    var answer =
        api.ask("POST", SYNC, "{\"wait\": 5}")
            .as(ApiUnderTest.SYNC)
            .header("Content-Type", type)
            .answer();
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aTurnThatDoesNotBeginIs503() {
    api.control.sync =
        (request, wait) -> {
          throw new IllegalStateException("no turn began within 90 s");
        };
    var answer = api.post(SYNC, "{}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().get("detail").textValue()).isEqualTo("no turn began within 90 s");
  }

  @Test
  void thoseWhoWaitLeaveRoomForEverybodyElse() throws Exception {
    var release = new CountDownLatch(1);
    var inside = new CountDownLatch(6);
    api.control.sync =
        (request, wait) -> {
          inside.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Samples.finished();
        };
    var waiting = new ArrayList<CompletableFuture<Integer>>();
    for (var i = 0; i < 6; i++) {
      waiting.add(
          CompletableFuture.supplyAsync(
              () -> api.post(SYNC, "{\"wait\": 60}").status(), this::run));
    }
    inside.await();
    var refused = api.post(SYNC, "{\"wait\": 60}");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("10");
    assertThat(api.get("/api/v1/status").status()).isEqualTo(200);
    release.countDown();
    assertThat(waiting).allMatch(status -> status.join() == 200);
  }

  private void run(Runnable work) {
    new Thread(work).start();
  }
}
