package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Freezes and windows hold what git asks for, and no repair. */
@ExtendWith(OnDemoHost.class)
class CalendarIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  @Test
  void aFreezeHoldsAnUpgradeAndNotTheRepairOfAStoppedContainer(DemoHost host) {
    merge(host, "freeze: { until: 2099-01-01T00:00:00Z, reason: Christmas }\n");
    waits(host, "frozen until 2099-01-01T00:00:00Z: Christmas");
  }

  @Test
  void outsideItsWindowAnUpgradeWaitsUntilSomebodyOpensIt(DemoHost host) {
    merge(host, "windows: [{ days: mon-sun, time: \"%s\", tz: UTC }]\n".formatted(later()));
    waits(host, "outside its window, which opens ");
    var sync = host.box.run("pilaster", "sync", "--outside-window", "--wait");
    assertThat(sync.exit()).as("%s", sync).isZero();
    assertThat(host.site("hello").text()).contains("image build 2");
    assertThat(host.standing()).isEqualTo("Synced Healthy");
  }

  /** An hour that begins in three hours. */
  private static String later() {
    var begin = OffsetDateTime.now(ZoneOffset.UTC).plusHours(3);
    return CLOCK.format(begin) + "-" + CLOCK.format(begin.plusHours(1));
  }

  private static void merge(DemoHost host, String key) {
    host.config.write(host.serverFile(), host.config.read(host.serverFile()) + key);
    host.mergePhp(1, 2);
  }

  private static void waits(DemoHost host, String reason) {
    var before = host.box.only("php82");
    var operation = host.api.sync();
    var change = AgentApi.find(operation.path("changes"), "container", "php82").orElseThrow();
    assertThat(change.path("outcome").asText()).isEqualTo("Skipped");
    assertThat(change.path("message").asText()).startsWith(reason);
    assertThat(host.box.run("pilaster", "plan").good()).contains("waits for " + reason);
    host.box.run("docker", "stop", before.name()).good();
    host.await.until("it runs again", SOON, () -> host.box.only("php82").running());
    host.await.until("hello answers", SOON, () -> host.site("hello").answers());
    assertThat(host.box.only("php82").id()).isEqualTo(before.id());
    assertThat(host.site("hello").text()).contains("image build 1");
  }
}
