package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code /api/v1/approvals}. */
@Tag("outer")
class ApprovalsTest {
  private static final String APPROVALS = "/api/v1/approvals";
  private static final String WAITING = APPROVALS + "/1a2b3c4d";

  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
    api.control.plan = Samples.waiting();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Ask.Answer approve(String path, String body) {
    return api.ask("POST", path, body).as(ApiUnderTest.ADMIN).answer();
  }

  @Test
  void whatWaitsIsListedAsWrittenDown() {
    Golden.check("api/approvals.json", Json.pretty(api.get(APPROVALS).json()) + "\n");
    assertThat(api.get("/api/v1/status").json().get("approvals"))
        .isEqualTo(api.get(APPROVALS).json().get("approvals"));
  }

  @Test
  void anApprovalIsKeptWithTheNameOfWhoGaveIt() {
    var answer = approve(WAITING, "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("id").textValue()).isEqualTo("1a2b3c4d");
    assertThat(api.control.orders().orders().approved().get("1a2b3c4d").by()).isEqualTo("root");
  }

  @Test
  void whatIsApprovedWaitsNoMore() {
    approve(WAITING, "");
    assertThat(api.get(APPROVALS).json().get("approvals")).isEmpty();
    assertThat(approve(WAITING, "").status()).isEqualTo(404);
  }

  @Test
  void anIdThatWaitsForNothingIs404() {
    var answer = approve(APPROVALS + "/deadbeef", "");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("nothing waits for the approval deadbeef");
    assertThat(api.control.orders().orders().approved()).isEmpty();
  }

  @Test
  void aBodyHasNothingToSay() {
    assertThat(approve(WAITING, "{\"by\": \"ada\"}").status()).isEqualTo(400);
    assertThat(approve(WAITING, "{}").status()).isEqualTo(200);
  }
}
