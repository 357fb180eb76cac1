package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code /api/v1/purge}. */
@Tag("outer")
class PurgingTest {
  private static final String GONE = "/api/v1/purge/gone";

  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Ask.Answer ask(String method, String path, String body) {
    return api.ask(method, path, body).as(ApiUnderTest.ADMIN).answer();
  }

  @Test
  void aLookSaysWhatWouldBeDeleted() {
    var answer = ask("GET", GONE, "").json();
    assertThat(answer.get("purged").booleanValue()).isFalse();
    assertThat(answer.get("bytes").longValue()).isEqualTo((3 << 20) + 1);
    assertThat(answer.get("items").get(0).get("what").textValue())
        .isEqualTo("/srv/sites/gone/shared");
  }

  @Test
  void aPurgeWantsTheNameOnceMore() {
    assertThat(ask("POST", GONE, "{}").status()).isEqualTo(400);
    assertThat(ask("POST", GONE, "{\"confirm\": \"acme\"}").status()).isEqualTo(400);
    var answer = ask("POST", GONE, "{\"confirm\": \"gone\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("purged").booleanValue()).isTrue();
  }

  @Test
  void aSiteThatThePillarPlacesIsNeverPurged() {
    var answer = ask("POST", "/api/v1/purge/acme", "{\"confirm\": \"acme\"}");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text()).contains("the pillar still places acme here");
  }

  @Test
  void norOneThatIsInUse() {
    assertThat(ask("GET", "/api/v1/purge/busy", "").status()).isEqualTo(409);
  }

  @Test
  void nothingLeftIs404() {
    assertThat(ask("GET", "/api/v1/purge/nobody", "").status()).isEqualTo(404);
    assertThat(ask("GET", "/api/v1/purge/No_Name", "").status()).isEqualTo(400);
  }

  @Test
  void onlyAnAdminMay() {
    assertThat(api.get(GONE).status()).isEqualTo(403);
  }
}
