package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.real.Pems;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a site shows whose certificate is good, and whose is not. */
class EncryptedSiteTest {
  private static final String VHOST = FakeHost.FACTS.nginx() + "/docs.conf";
  private static final String CERTIFICATE = FakeHost.FACTS.nginx() + "/docs.cert";

  private static Desired site(String certificate) {
    var site =
        """
        %stls:
          mode: files
          force_https: true
          certificate: |
        %s  key: |
        %s"""
            .formatted(
                Fixtures.site("static", "docs"),
                Pems.text(certificate + ".crt").reveal().indent(4),
                Pems.text(certificate + ".key").reveal().indent(4));
    var server = "schema: 1\nsites: { docs: {} }\n";
    var slice = Fixtures.slice(Map.of("sites/docs.yaml", site, "servers/web1.yaml", server));
    assertThat(slice.problems()).isEmpty();
    return slice.desired().orElseThrow();
  }

  private static World settled(String certificate) {
    var world = new World(site(certificate));
    world.code("docs", '1');
    world.settle();
    return world;
  }

  private static Resource nginx(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().name().equals("nginx"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aGoodOneIsShown() {
    var world = settled("ec");
    assertThat(world.host.files.get(VHOST))
        .contains("ssl_certificate " + CERTIFICATE + ";")
        .contains("return 301 https://$host$request_uri;");
    assertThat(world.host.files.get(CERTIFICATE)).contains(Pems.text("ec.key").reveal());
    assertThat(nginx(world.turn()).sync()).isEqualTo(Resource.Sync.SYNCED);
  }

  @Test
  void oneThatHasExpiredDoesNotReplaceAGoodOne() {
    var world = settled("ec");
    var before = Map.copyOf(world.host.files);
    world.desired = site("expired");
    var plan = world.settle();
    assertThat(world.host.files).isEqualTo(before);
    assertThat(nginx(plan).message())
        .isEqualTo("certificate of docs: expired at 2020-12-31T00:00:00Z; the former is shown");
    assertThat(nginx(plan).health()).isEqualTo(Resource.Health.DEGRADED);
  }

  @Test
  void aSiteThatNeverHadAGoodOneIsServedWithout() {
    var world = settled("future");
    assertThat(world.host.files.get(VHOST)).doesNotContain("ssl").doesNotContain("return 301");
    assertThat(world.host.files).doesNotContainKey(CERTIFICATE);
    assertThat(nginx(world.turn()).message())
        .isEqualTo(
            "certificate of docs: does not hold before 2120-01-01T00:00:00Z;"
                + " the site is served without");
  }

  @Test
  void timeAloneTakesNothingAway() {
    var world = settled("ec");
    var before = Map.copyOf(world.host.files);
    world.clock.now = Instant.parse("2130-01-01T00:00:00Z");
    var plan = world.settle();
    assertThat(world.host.files).isEqualTo(before);
    assertThat(nginx(plan).message()).contains("expired at 2124-");
  }

  @Test
  void aNewOneIsShownAgain() {
    var world = settled("expired");
    world.desired = site("rsa");
    assertThat(nginx(world.settle()).message()).isEmpty();
    assertThat(world.host.files.get(CERTIFICATE)).contains(Pems.text("rsa.key").reveal());
  }

  @Test
  void aVhostThatIsRefusedKeepsItsCertificate() {
    var world = settled("ec");
    var before = Map.copyOf(world.host.files);
    world.host.badFiles.add(settled("rsa").host.files.get(VHOST));
    world.desired = site("rsa");
    var plan = world.settle();
    assertThat(world.host.files).isEqualTo(before);
    assertThat(nginx(plan).message()).contains("was refused: syntax error");
  }

  @Test
  void aKeyThatSomebodyChangedIsNotShown() {
    var world = settled("ec");
    world.host.files.computeIfPresent(CERTIFICATE, (path, text) -> text.replace("A", "B"));
    var drift = nginx(world.turn()).drift();
    assertThat(drift).hasSize(1);
    assertThat(drift.get(0).text()).isEqualTo(CERTIFICATE + ": changed → as written");
  }
}
