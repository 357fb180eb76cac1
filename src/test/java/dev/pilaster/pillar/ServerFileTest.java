package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerFileTest {
  private static final String SERVER = "servers/web1.yaml";

  private static Duration drain(PillarText pillar) {
    return pillar.desired().services().get(new Name("php82")).update().drain();
  }

  @Test
  void aServerCanExtendOneThatExtendsAnother() {
    var pillar =
        PillarText.small()
            .with("servers/web3.yaml", PillarText.small().files().get(SERVER))
            .with("servers/web2.yaml", "extends: web3\nnetwork: { name: two }\n")
            .with(SERVER, "extends: web2\ndns: { zone: one.internal }\n");
    var desired = pillar.desired();
    assertThat(desired.server().network().name()).isEqualTo("two");
    assertThat(desired.server().dns().zone()).isEqualTo("one.internal");
    assertThat(desired.sites()).hasSize(1);
    assertThat(pillar.slice().files()).containsKeys("servers/web2.yaml", "servers/web3.yaml");
  }

  @Test
  void aRingOfServersIsAProblem() {
    var pillar =
        PillarText.small()
            .with(SERVER, "extends: web2\n")
            .with("servers/web2.yaml", "extends: web1\n");
    assertThat(pillar.problems())
        .containsExactly("servers/web2.yaml:1: extends: goes round: web1 → web2 → web1");
  }

  @Test
  void extendingAServerThatIsMissingIsAProblem() {
    assertThat(PillarText.small().with(SERVER, "extends: web2\n").problems())
        .containsExactly(
            "servers/web2.yaml: there is no such file: nothing is changed on a server that is not"
                + " described");
  }

  @Test
  void aPlacementWithoutAnythingIsNotTakenForADeletion() {
    assertThat(PillarText.small().and(SERVER, "  beta:\n").problems())
        .containsExactly(
            "servers/web1.yaml:5: sites.beta: is empty: write {} if nothing is to be said about"
                + " it");
  }

  @Test
  void anExplicitlyEmptyServerIsAServer() {
    var desired = PillarText.small().with(SERVER, "containers: {}\nsites: {}\n").desired();
    assertThat(desired.services()).isEmpty();
    assertThat(desired.sites()).isEmpty();
  }

  @Test
  void drainIsRaisedToTheLongestExecutionTimeOfTheSites() {
    var slow = PillarText.small().and("sites/acme.yaml", "php: { max_execution_time: 300 }\n");
    assertThat(drain(slow)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void drainIsRaisedToTheExecutionTimeOfTheContainer() {
    var text = PillarText.small().files().get(SERVER);
    var slow = text.replace("8.2 }", "8.2, environment: { PHP_MAX_EXECUTION_TIME: \"120\" } }");
    assertThat(drain(PillarText.small().with(SERVER, slow))).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void drainIsNotLoweredByShortRequests() {
    var quick = PillarText.small().and("sites/acme.yaml", "php: { max_execution_time: 10 }\n");
    assertThat(drain(quick)).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void sitesOfOtherContainersDoNotRaiseIt() {
    var pillar =
        PillarText.small()
            .with(
                SERVER,
                """
                containers:
                  php82: { role: php-fpm, image: registry.example.com/php:8.2 }
                  php74: { like: php82, image: registry.example.com/php:7.4 }
                sites:
                  acme: { container: php74 }
                """)
            .and("sites/acme.yaml", "php: { max_execution_time: 300 }\n");
    assertThat(drain(pillar)).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void aProxyDoesNotInheritASourceFromTheDefaults() {
    var pillar =
        PillarText.small()
            .with("defaults/site.yaml", "source: { keep_releases: 3 }\n")
            .with(
                "sites/acme.yaml",
                """
                type: proxy
                domains: [a.example.com]
                upstream: { container: php82, port: 80 }
                """);
    assertThat(pillar.problems()).noneMatch(p -> p.contains("source"));
  }

  @Test
  void aDatabaseMustBeOnTheServer() {
    var text =
        """
        databases:
          default: { service: %s, name: a, user: a, password: a }
        """;
    for (var service : List.of("mariadb", "php82")) {
      var pillar = PillarText.small().and("sites/acme.yaml", text.formatted(service));
      assertThat(pillar.problems())
          .containsExactly(
              "sites/acme.yaml:5: databases.default.service: there is no container \"%s\" of"
                      .formatted(service)
                  + " role mariadb on this server");
    }
  }
}
