package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/v1/pins}, over a host with the services php82 and php84 and the site docs. */
@Tag("outer")
class PinsTest {
  private static final String PINS = "/api/v1/pins";
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String PHP82 =
      """
      {"name": "php82", "image": "registry.example.com/php:8.1", "reason": "it leaks",
       "until": "2026-11-23T12:00:00Z"}
      """;

  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Ask.Answer pin(String body) {
    return api.ask("POST", PINS, body).as(ApiUnderTest.ADMIN).answer();
  }

  private Ask.Answer unpin(String name) {
    return api.ask("DELETE", PINS + "/" + name, "").as(ApiUnderTest.ADMIN).answer();
  }

  @Test
  void aServiceIsPinnedToAnImageUntilATime() {
    var answer = pin(PHP82);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            "{\"kind\":\"container\",\"name\":\"php82\","
                + "\"image\":\"registry.example.com/php:8.1\",\"release\":null,"
                + "\"reason\":\"it leaks\",\"by\":\"root\",\"since\":\"2026-11-22T12:00:00Z\","
                + "\"until\":\"2026-11-23T12:00:00Z\"}");
    assertThat(api.control.orders().orders().pins().get("container/php82").text())
        .isEqualTo(
            "pinned to registry.example.com/php:8.1 until 2026-11-23T12:00:00Z by root: it leaks");
  }

  @Test
  void aSiteIsPinnedToACommit() {
    var body = "{\"name\": \"docs\", \"release\": \"" + COMMIT + "\", \"reason\": \"x\"}";
    var answer = pin(body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("kind").textValue()).isEqualTo("release");
    assertThat(answer.json().get("release").textValue()).isEqualTo(COMMIT);
    assertThat(answer.json().get("until").isNull()).isTrue();
  }

  @Test
  void aShortCommitIsOneThatIsHere() {
    var answer = pin("{\"name\": \"docs\", \"release\": \"0123456\", \"reason\": \"x\"}");
    assertThat(answer.json().get("release").textValue()).isEqualTo(COMMIT);
  }

  @Test
  void pinsAreListedForEverybodyWhoReads() {
    pin(PHP82);
    var pins = api.get(PINS).json().get("pins");
    assertThat(pins.findValuesAsText("name")).containsExactly("php82");
    assertThat(api.get("/api/v1/status").json().get("pins")).isEqualTo(pins);
  }

  @Test
  void anotherPinTakesThePlaceOfTheFirst() {
    pin(PHP82);
    pin(PHP82.replace("8.1", "8.0"));
    assertThat(api.get(PINS).text()).contains("php:8.0").doesNotContain("php:8.1");
  }

  @Test
  void aPinIsTakenAwayOnce() {
    pin(PHP82);
    assertThat(unpin("php82").text()).isEqualTo("{\"unpinned\":\"container/php82\"}");
    assertThat(unpin("php82").status()).isEqualTo(404);
    assertThat(api.get(PINS).json().get("pins")).isEmpty();
  }

  @Test
  void aKindTellsAServiceFromASiteOfTheSameName() {
    pin(PHP82);
    assertThat(unpin("php82?kind=release").status()).isEqualTo(404);
    assertThat(unpin("php82?kind=container").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name': 'php82', 'image': 'registry.example.com/php:1'} | 400 | reason: is missing",
        "{'image': 'registry.example.com/php:1', 'reason': 'x'}   | 400 | name: is missing",
        "{'name': 'php82', 'reason': 'x'}                         | 400 | either image",
        "{'name': 'php82', 'image': 'a', 'release': 'b', 'reason': 'x'} | 400 | either image",
        "{'name': 'php82', 'image': 'a b', 'reason': 'x'}         | 400 | image: \"a b\" is not an"
            + " image",
        "{'name': 'php82', 'image': 'A:1', 'reason': 'x'}         | 400 | is not an image",
        "{'name': 'docs', 'release': '012345', 'reason': 'x'}    | 400 | 7 to 40 hexadecimal"
            + " digits",
        "{'name': 'docs', 'release': '7777777', 'reason': 'x'}    | 400 | no commit of docs on this"
            + " host begins with 7777777",
        "{'name': 'docs', 'release': '1111111', 'reason': 'x'}    | 400 | more than one commit of"
            + " docs",
        "{'name': 'docs', 'image': 'php:1', 'reason': 'x'}        | 400 | docs is a site",
        "{'name': 'php82', 'release': '0123456', 'reason': 'x'}   | 400 | php82 is a service",
        "{'name': 'php28', 'image': 'php:1', 'reason': 'x'}       | 404 | there is no service"
            + " php28",
        "{'name': 'a/b', 'image': 'php:1', 'reason': 'x'}         | 404 | not a name",
        "{'name': 'php82', 'image': 'php:1', 'reason': 'x'}       | 403 | policy.registries of"
            + " agent.yaml does not name docker.io/php",
        "{'name': 'php82', 'image': 'registry.example.com/php:8.2', 'reason': 'x'} | 409 | already",
        "{'name': 'php82', 'image': 'a', 'reason': 'x', 'by': 'y'} | 400 | unknown field",
        "{'name': 'php82', 'image': 'a', 'reason': 'x', 'until': '2027-06-01T00:00:00Z'} | 400 |"
            + " more than 90 days",
        "{'name': 'php82', 'image': 'a', 'reason': 'x', 'until': '2026-11-22T11:00:00Z'} | 400 | is"
            + " over",
      },
      quoteCharacter = '`')
  void whatCannotBePinnedIsRefusedWithItsReason(String body, int status, String detail) {
    var answer = pin(body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("detail").textValue()).contains(detail);
    assertThat(api.control.orders().orders().pins()).isEmpty();
  }
}
