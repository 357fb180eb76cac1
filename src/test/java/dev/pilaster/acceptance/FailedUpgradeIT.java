package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Load;
import dev.pilaster.load.Mix;
import dev.pilaster.load.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnDemoHost.class)
class FailedUpgradeIT {
  private static final String DOCKERFILE =
      "FROM %s/php:8.2-2\nCMD [\"sh\", \"-c\", \"echo no FPM here; exec sleep infinity\"]\n";

  private static final String REFUSED =
      "pilaster_quarantined{kind=\"container\",name=\"php82\",} 1.0";

  @Test
  void anImageThatNeverBecomesHealthyIsRefusedAndTheOldOneServes(DemoHost host) throws Exception {
    host.registry.push("8.2-broken", DOCKERFILE);
    var before = host.box.containers();
    try (var load = Load.on(host.site("hello").target(), Mix.of(50, Traffic.NEW))) {
      failsAndIsReported(host);
      isNotTriedAgain(host);
      assertThat(host.box.containers()).isEqualTo(before);
      isClearedByAFix(host);
      var tally = NothingLost.during("an upgrade that failed", load.stop());
      assertThat(tally.seen()).containsExactly("image build 1", "memory limit 128M");
    }
    assertThat(host.box.containers()).isEqualTo(before);
  }

  private static void failsAndIsReported(DemoHost host) {
    host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-broken");
    host.config.merge("Broken");
    var operation = host.api.sync();
    assertThat(operation.path("phase").asText()).isEqualTo("Failed");
    assertThat(operation.path("message").asText()).contains("container/php82", "not healthy");
    var change = AgentApi.find(operation.path("changes"), "container", "php82").orElseThrow();
    assertThat(change.path("outcome").asText()).isEqualTo("Failed");
    assertThat(change.path("message").asText()).contains("not healthy in time", "fpm.sock");
    assertThat(change.path("log").asText()).contains("no FPM here");
    assertThat(host.standing()).isEqualTo("OutOfSync Degraded");
    var refused = AgentApi.find(host.api.quarantine(), "container", "php82").orElseThrow();
    assertThat(refused.path("reason").asText()).contains("not healthy in time");
    assertThat(host.api.get("/metrics").body()).contains(REFUSED);
  }

  private static void isNotTriedAgain(DemoHost host) {
    host.config.edit(
        "sites/static.yaml", "  - static.localhost", "  - static.localhost\n  - more.localhost");
    host.config.merge("Something else");
    var operation = host.api.sync();
    var change = AgentApi.find(operation.path("changes"), "container", "php82").orElseThrow();
    assertThat(change.path("outcome").asText()).isEqualTo("Quarantined");
    assertThat(change.path("steps")).isEmpty();
    assertThat(host.site("static").get("more.localhost", "/").status()).isEqualTo(200);
    assertThat(AgentApi.find(host.api.quarantine(), "container", "php82")).isPresent();
  }

  private static void isClearedByAFix(DemoHost host) {
    host.config.edit(host.serverFile(), "/php:8.2-broken", "/php:8.2-1");
    host.config.merge("Fix");
    host.synced();
    assertThat(host.api.quarantine()).isEmpty();
    assertThat(host.api.get("/metrics").body()).doesNotContain("pilaster_quarantined{");
  }
}
