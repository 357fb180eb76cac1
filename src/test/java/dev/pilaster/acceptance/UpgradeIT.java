package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnDemoHost.class)
class UpgradeIT {
  @Test
  void aMergedImageIsSwitchedToWithoutALostRequest(DemoHost host) throws Exception {
    var before = host.box.only("php82");
    try (var load = Load.ofAllKinds(host.site("hello"))) {
      merge(host);
      host.synced();
      var tally = load.stop();
      tally.nothingLost("an upgrade");
      assertThat(tally.seen()).contains("image build 1", "image build 2");
    }
    var after = host.box.only("php82");
    assertThat(after.number()).isEqualTo(before.number() + 1);
    assertThat(after.image()).isNotEqualTo(before.image());
  }

  private static String merge(DemoHost host) {
    host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-2");
    return host.config.merge("PHP 8.2, build 2");
  }

  @Test
  void aRevertReturnsToTheOlderImageWithoutPullingAndWithoutALostRequest(DemoHost host)
      throws Exception {
    var before = host.box.only("php82");
    var commit = merge(host);
    host.synced();
    host.registry.stop();
    try (var load = Load.ofAllKinds(host.site("hello"))) {
      host.config.revert(commit);
      var operation = host.synced();
      var tally = load.stop();
      tally.nothingLost("a revert without a registry");
      assertThat(tally.seen()).contains("image build 1", "image build 2");
      assertThat(operation.toString()).doesNotContain("\"pull ");
    } finally {
      host.registry.start();
    }
    assertThat(host.box.only("php82").image()).isEqualTo(before.image());
  }
}
