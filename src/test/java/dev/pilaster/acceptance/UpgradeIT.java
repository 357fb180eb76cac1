package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Load;
import dev.pilaster.load.Mix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The short form of {@code packaging/bench upgrades}. */
@ExtendWith(OnDemoHost.class)
class UpgradeIT {
  /** Requests a second that the example's pool of ten workers has room for. */
  private static final Mix VISITORS = Mix.of(50);

  @Test
  void mergedImagesAreSwitchedToWithoutALostRequest(DemoHost host) throws Exception {
    var before = host.box.only("php82");
    try (var load = Load.on(host.site("hello").target(), VISITORS)) {
      upgrade(host, 1, 2);
      upgrade(host, 2, 1);
      upgrade(host, 1, 2);
      var tally = NothingLost.during("three upgrades", load.stop());
      assertThat(tally.seen()).contains("image build 1", "image build 2");
    }
    var after = host.box.only("php82");
    assertThat(after.number()).isEqualTo(before.number() + 3);
    assertThat(after.image()).isNotEqualTo(before.image());
  }

  private static String upgrade(DemoHost host, int from, int to) {
    var commit = host.mergePhp(from, to);
    host.synced();
    return commit;
  }

  @Test
  void aRevertReturnsToTheOlderImageWithoutPullingAndWithoutALostRequest(DemoHost host)
      throws Exception {
    var before = host.box.only("php82");
    var commit = upgrade(host, 1, 2);
    host.registry.stop();
    try (var load = Load.on(host.site("hello").target(), VISITORS)) {
      host.config.revert(commit);
      var operation = host.synced();
      var tally = NothingLost.during("a revert without a registry", load.stop());
      assertThat(tally.seen()).contains("image build 1", "image build 2");
      assertThat(operation.toString()).doesNotContain("\"pull ");
    } finally {
      host.registry.start();
    }
    assertThat(host.box.only("php82").image()).isEqualTo(before.image());
  }
}
