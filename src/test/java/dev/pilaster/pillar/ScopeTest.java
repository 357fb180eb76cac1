package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import dev.pilaster.model.Slice;
import org.junit.jupiter.api.Test;

/** Which problem stops what (PILLAR, "Scope of an error"). */
class ScopeTest {
  private static final PillarText TWO_SITES =
      PillarText.small()
          .and("servers/web1.yaml", "  beta: { container: php82 }\n")
          .with(
              "sites/beta.yaml",
              """
              type: php
              source: { git: /srv/git/beta.git, ref: main }
              domains: [beta.example.com]
              """);

  private static void stopsEverything(PillarText pillar) {
    Slice slice = pillar.slice();
    assertThat(slice.desired()).isEmpty();
    assertThat(slice.problems()).isNotEmpty();
  }

  private static void breaksOnlyAcme(PillarText pillar) {
    Slice slice = pillar.slice();
    assertThat(slice.broken()).containsExactly(new Name("acme"));
    assertThat(slice.desired().orElseThrow().sites()).containsOnlyKeys(new Name("beta"));
    assertThat(slice.desired().orElseThrow().services()).containsOnlyKeys(new Name("php82"));
  }

  @Test
  void withoutProblemsAllSitesAreDesired() {
    assertThat(TWO_SITES.problems()).isEmpty();
    assertThat(TWO_SITES.desired().sites()).hasSize(2);
  }

  @Test
  void aMissingServerFileStopsEverything() {
    stopsEverything(TWO_SITES.without("servers/web1.yaml"));
  }

  @Test
  void anEmptyServerFileStopsEverything() {
    stopsEverything(TWO_SITES.with("servers/web1.yaml", "# to be written\n"));
    stopsEverything(TWO_SITES.with("servers/web1.yaml", "schema: 1\n"));
    stopsEverything(TWO_SITES.with("servers/web1.yaml", "{}\n"));
    stopsEverything(TWO_SITES.with("servers/web1.yaml", ""));
  }

  @Test
  void aBadServerFileStopsEverything() {
    stopsEverything(TWO_SITES.and("servers/web1.yaml", "reconcil: {}\n"));
  }

  @Test
  void aBadPolicyStopsEverything() {
    stopsEverything(TWO_SITES.with("pilaster.yaml", "policy: { privileged: maybe }\n"));
  }

  @Test
  void badDefaultsStopEverything() {
    stopsEverything(TWO_SITES.with("defaults/site.yaml", "docrot: web\n"));
    stopsEverything(TWO_SITES.with("defaults/types/php.yaml", "enabled: perhaps\n"));
    stopsEverything(TWO_SITES.with("defaults/roles/php-fpm.yaml", "[]\n"));
  }

  @Test
  void aProblemOfTheDefaultsIsReportedOnceHoweverManySitesHaveIt() {
    assertThat(TWO_SITES.with("defaults/site.yaml", "docrot: web\n").problems()).hasSize(1);
  }

  @Test
  void aBadContainerStopsEverything() {
    stopsEverything(
        TWO_SITES.with(
            "servers/web1.yaml",
            TWO_SITES.files().get("servers/web1.yaml").replace("image", "imgae")));
  }

  @Test
  void aSecretOfAContainerStopsEverything() {
    stopsEverything(
        TWO_SITES.with(
            "servers/web1.yaml",
            TWO_SITES
                .files()
                .get("servers/web1.yaml")
                .replace("php:8.2", "php:8.2, env_secret: { KEY: \"${secret:none#key}\" }")));
  }

  @Test
  void aPlacementInTheServersFileStopsEverything() {
    stopsEverything(
        TWO_SITES
            .and("servers/web1.yaml", "  gamma: { container: php99 }\n")
            .with(
                "sites/gamma.yaml",
                TWO_SITES.files().get("sites/beta.yaml").replace("beta", "gamma")));
  }

  @Test
  void aBadSiteFileBreaksThatSite() {
    breaksOnlyAcme(TWO_SITES.and("sites/acme.yaml", "docrot: web\n"));
  }

  @Test
  void aSiteFileThatIsNotYamlBreaksThatSite() {
    breaksOnlyAcme(TWO_SITES.with("sites/acme.yaml", "type: [\n"));
  }

  @Test
  void aMissingOrEmptySiteFileBreaksThatSite() {
    breaksOnlyAcme(TWO_SITES.without("sites/acme.yaml"));
    breaksOnlyAcme(TWO_SITES.with("sites/acme.yaml", ""));
  }

  @Test
  void aMissingKeyIsTheSitesOwnProblem() {
    breaksOnlyAcme(TWO_SITES.with("sites/acme.yaml", "type: php\ndomains: [a.example.com]\n"));
  }

  @Test
  void aSecretThatCannotBeHadBreaksThatSite() {
    breaksOnlyAcme(
        TWO_SITES.with(
            "sites/acme.yaml",
            """
            type: php
            source: { git: "https://git.example.com/a.git", ref: main, password: "${secret:acme#x}" }
            domains: [acme.example.com]
            """));
  }

  @Test
  void aSecretThatCannotBeHadBreaksThatSiteEvenWhenTheServersFileNamesIt() {
    breaksOnlyAcme(
        TWO_SITES.with(
            "servers/web1.yaml",
            TWO_SITES
                .files()
                .get("servers/web1.yaml")
                .replace(
                    "acme: { container: php82 }",
                    "acme: { container: php82, source: { password: \"${secret:acme#x}\" } }")));
  }

  @Test
  void twoSitesWithOneDomainAreBothBroken() {
    var slice =
        TWO_SITES
            .with(
                "sites/beta.yaml",
                TWO_SITES.files().get("sites/beta.yaml").replace("beta.example", "acme.example"))
            .slice();
    assertThat(slice.broken()).containsExactly(new Name("acme"), new Name("beta"));
    assertThat(slice.desired().orElseThrow().sites()).isEmpty();
  }

  @Test
  void aBrokenSiteStillOwnsItsDomains() {
    var slice =
        TWO_SITES
            .and("sites/acme.yaml", "docrot: web\n")
            .with(
                "sites/beta.yaml",
                TWO_SITES.files().get("sites/beta.yaml").replace("beta.example", "acme.example"))
            .slice();
    assertThat(slice.broken()).containsExactly(new Name("acme"), new Name("beta"));
  }

  @Test
  void onlyTheSlicesFilesAreReadAndTheyAreEnoughToReadItAgain() {
    var slice =
        TWO_SITES.with("sites/other.yaml", "nonsense").with("servers/web2.yaml", "[").slice();
    assertThat(slice.files())
        .containsOnlyKeys("servers/web1.yaml", "sites/acme.yaml", "sites/beta.yaml");
    assertThat(new PillarText(slice.files(), TWO_SITES.agents()).slice().desired())
        .isEqualTo(slice.desired());
  }

  @Test
  void filesOfSecretsAreAmongTheFilesOfASlice() {
    var pillar =
        TWO_SITES
            .with("secrets/acme.yaml", "x: y\n")
            .with(
                "sites/acme.yaml",
                """
                type: php
                source: { git: "https://git.example.com/a.git", ref: main, password: "${secret:acme#x}" }
                domains: [acme.example.com]
                """);
    assertThat(pillar.slice().files()).containsKey("secrets/acme.yaml");
    assertThat(
            pillar
                .desired()
                .sites()
                .get(new Name("acme"))
                .source()
                .orElseThrow()
                .password()
                .orElseThrow()
                .reveal())
        .isEqualTo("y");
  }
}
