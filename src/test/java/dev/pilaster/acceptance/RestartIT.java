package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnDemoHost.class)
class RestartIT {
  private static final Duration BY_ITSELF = Duration.ofSeconds(90);

  @Test
  void afterARestartOfTheEngineTheSitesAnswerByThemselves(DemoHost host) {
    var before = ids(host);
    host.box.run("systemctl", "restart", "docker").good();
    answer(host, "a restart of the engine");
    host.becomesSynced();
    assertThat(ids(host)).isEqualTo(before);
  }

  @Test
  void afterARebootTheSitesAnswerBeforeTheAgentRuns(DemoHost host) {
    var before = ids(host);
    host.box.run("systemctl", "disable", "pilaster").good();
    try {
      host.outer.docker("restart", "-t", "60", Demo.name());
      answer(host, "a reboot");
      assertThat(host.box.agentPid()).isZero();
    } finally {
      host.box.run("systemctl", "enable", "--now", "pilaster").good();
    }
    host.becomesSynced();
    assertThat(ids(host)).isEqualTo(before);
  }

  private static List<String> ids(DemoHost host) {
    return host.box.containers().stream().map(Box.Generation::id).toList();
  }

  private static void answer(DemoHost host, String after) {
    var watch = Stopwatch.start();
    for (var site : host.sites()) {
      host.await.until(site.name() + " answers after " + after, BY_ITSELF, site::answers);
    }
    watch.report("all sites answer again after " + after);
  }
}
