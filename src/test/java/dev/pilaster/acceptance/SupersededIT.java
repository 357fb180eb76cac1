package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Load;
import dev.pilaster.load.Mix;
import dev.pilaster.load.Traffic;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A newer commit in the middle of an upgrade. */
@ExtendWith(OnDemoHost.class)
class SupersededIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void aFixDoesNotWaitForTheDeadlineOfWhatItFixes(DemoHost host) throws Exception {
    host.registry.push("8.2-mute", "FROM %s/php:8.2-1\nCMD [\"sleep\", \"infinity\"]\n");
    host.config.edit(
        "defaults/roles/php-fpm.yaml", "healthy_deadline: 15s", "healthy_deadline: 5m");
    host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-mute").merge("Never healthy");
    host.api.post("/api/v1/sync", "{}");
    host.await.until("a candidate", SOON, () -> host.box.generations("php82").size() == 2);
    try (var load = Load.on(host.site("hello").target(), Mix.of(50, Traffic.NEW, Traffic.BUSY))) {
      host.config.edit(host.serverFile(), "/php:8.2-mute", "/php:8.2-2").merge("The fix");
      host.synced();
      NothingLost.during("a fix that superseded what it fixes", load.stop());
    }
    assertThat(host.site("hello").text()).contains("image build 2");
    assertThat(host.api.quarantine()).isEmpty();
  }

  @Test
  void aRevertInTheMonitorWindowGoesStraightBack(DemoHost host) throws Exception {
    host.config.edit("defaults/roles/php-fpm.yaml", "monitor: 3s", "monitor: 2m");
    host.config.merge("A long window");
    host.synced();
    var before = host.box.only("php82");
    try (var load = Load.on(host.site("hello").target(), Mix.of(50, Traffic.NEW, Traffic.BUSY))) {
      host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-2");
      var commit = host.config.merge("PHP 8.2-2");
      host.api.post("/api/v1/sync", "{}");
      host.await.until(
          "the switch", SOON, () -> host.site("hello").text().contains("image build 2"));
      host.config.revert(commit);
      host.synced();
      NothingLost.during("a revert in the monitor window", load.stop());
    }
    assertThat(host.box.only("php82")).isEqualTo(before);
  }
}
