package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clearing the quarantine. */
@Tag("outer")
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
