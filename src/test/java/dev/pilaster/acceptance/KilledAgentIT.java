package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Load;
import dev.pilaster.load.Mix;
import dev.pilaster.load.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(OnDemoHost.class)
class KilledAgentIT {
  private static final String RUN = "/var/lib/pilaster/run/php82";

  @ParameterizedTest
  @EnumSource
  void theSiteAnswersThroughoutAndTheNextStartFinishesTheJob(Moment killedWhile, DemoHost host)
      throws Exception {
    var before = host.box.only("php82");
    var killing = Killing.of(host, "php82");
    try (var load = Load.on(host.site("hello").target(), Mix.of(50, Traffic.NEW, Traffic.BUSY))) {
      killedWhile.during(host, killing);
      host.becomesSynced();
      var tally =
          NothingLost.during("an upgrade, its agent killed while " + killedWhile, load.stop());
      assertThat(tally.seen()).contains("memory limit 128M", "memory limit 144M");
    }
    assertThat(host.box.agentPid()).isNotEqualTo(killing.pid()).isNotZero();
    assertAlone(host, before);
  }

  /** The candidate ends with traffic on it, and the agent at the same moment. */
  @Test
  void theNextStartFinishesTheWayBack(DemoHost host) {
    host.registry.push("8.2-exits", TakenBackIT.EXITS);
    host.config.edit("defaults/roles/php-fpm.yaml", "monitor: 3s", "monitor: 30s");
    host.config.merge("A longer look");
    var before = host.box.only("php82");
    var killing = Killing.of(host, "php82");
    var killed = killing.onEvent("die", "");
    host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-exits").merge("It will exit");
    killed.join();
    host.await.until("it is refused", Killing.SOON, () -> refused(host) && host.isAtRest());
    host.await.until(
        "the old one is alone", Killing.SOON, () -> host.box.generations("php82").size() == 1);
    assertThat(host.box.agentPid()).isNotEqualTo(killing.pid());
    assertThat(host.box.only("php82")).isEqualTo(before);
    assertThat(host.site("hello").text()).contains("image build 1");
  }

  private static boolean refused(DemoHost host) {
    return AgentApi.find(host.api.quarantine(), "container", "php82").isPresent();
  }

  /** One generation, a newer one; no container, link or socket of any other. */
  private static void assertAlone(DemoHost host, Box.Generation before) {
    var after = host.box.only("php82");
    assertThat(after.number()).isGreaterThan(before.number());
    assertThat(after.running()).isTrue();
    var number = String.valueOf(after.number());
    assertThat(host.box.run("readlink", RUN + "/live").good().strip()).isEqualTo(number);
    assertThat(host.box.run("ls", "-A", RUN).good().lines()).containsExactly(number, "live");
    assertThat(host.box.containers()).hasSize(3);
    assertThat(host.box.sh("ls -A /var/lib/pilaster/run").lines())
        .containsExactly("mariadb", "php82", "php84");
    assertThat(host.api.history(10)).noneMatch(o -> o.path("finished_at").isNull());
  }
}
