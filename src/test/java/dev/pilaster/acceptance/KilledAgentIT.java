package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Load;
import dev.pilaster.load.Mix;
import dev.pilaster.load.Traffic;
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
