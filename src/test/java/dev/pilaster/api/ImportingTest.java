package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code /api/v1/import}. */
@Tag("outer")
class ImportingTest {
  private static final String ACME = "/api/v1/import/acme";
  private static final String BETA = "/api/v1/import/beta";

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
  void aLookSaysWhatIsThere() {
    var answer = ask("GET", ACME, "").json();
    assertThat(answer.get("asked").booleanValue()).isFalse();
    var item = answer.get("items").get(0);
    assertThat(item.get("kind").textValue()).isEqualTo("database");
    assertThat(item.get("from").textValue()).isEqualTo("/srv/backups/acme.sql.gz");
    assertThat(item.get("has").textValue()).isEqualTo("12 tables");
  }

  @Test
  void theNameIsWantedOnceMore() {
    assertThat(ask("POST", BETA, "{}").status()).isEqualTo(400);
    assertThat(ask("POST", BETA, "{\"confirm\": \"acme\"}").status()).isEqualTo(400);
    assertThat(ask("POST", BETA, "{\"confirm\": \"beta\", \"force\": true}").status())
        .isEqualTo(400);
  }

  @Test
  void whatIsEmptyIsAskedForAndASecondTimeIsUnderWay() {
    var body = "{\"confirm\": \"beta\"}";
    var answer = ask("POST", BETA, body);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("asked").booleanValue()).isTrue();
    var again = ask("POST", BETA, body);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("an import of database/beta.default is under way, asked");
  }

  @Test
  void whatIsNotEmptyGoesOnlyWithReplace() {
    var answer = ask("POST", ACME, "{\"confirm\": \"acme\"}");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text()).contains("schema acme on mariadb is not empty, it has 12 tables");
    var body = "{\"confirm\": \"acme\", \"replace\": true}";
    assertThat(ask("POST", ACME, body).status()).isEqualTo(202);
  }

  @Test
  void aSiteWithoutImportsIsTold() {
    var answer = ask("GET", "/api/v1/import/docs", "");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text()).contains("names nothing to import for docs");
  }

  @Test
  void aSiteThatIsNotPlacedHereIs404() {
    var answer = ask("GET", "/api/v1/import/nobody", "");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("no site nobody is placed here");
    assertThat(ask("GET", "/api/v1/import/No_Name", "").status()).isEqualTo(400);
  }

  @Test
  void onlyAnAdminMay() {
    assertThat(api.get(ACME).status()).isEqualTo(403);
  }
}
