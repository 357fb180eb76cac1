package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The agent is killed while hooks of a deploy run. */
@ExtendWith(OnDemoHost.class)
class KilledDeployIT {
  /** Says when it begins and ends; what it does must not be done twice at a time. */
  private static final String HOOK =
      "cd /tmp && touch %1$s && mkdir %1$s.lock && sleep 3 && rmdir %1$s.lock";

  @Test
  void theNextStartRunsTheHookOnceMoreAndNeverBesideItself(DemoHost host) {
    finished(host, "deploy");
  }

  @Test
  void theNextStartRunsTheHookAfterTheFlipOnceMore(DemoHost host) {
    finished(host, "post_deploy");
  }

  @Test
  void theWayBackOfAHookThatFailsIsFinished(DemoHost host) {
    var killing = deploy(host, "deploy", HOOK.formatted("fails") + " && exit 3");
    killing.atFile("/tmp/fails");
    host.await.until("it is refused", Killing.SOON, () -> refused(host) && host.isAtRest());
    assertThat(host.box.agentPid()).isNotEqualTo(killing.pid());
    assertThat(host.site("hello").text()).contains("version 1");
  }

  private static void finished(DemoHost host, String kind) {
    var killing = deploy(host, kind, HOOK.formatted(kind));
    killing.atFile("/tmp/" + kind);
    host.becomesSynced();
    assertThat(host.box.agentPid()).isNotEqualTo(killing.pid());
    assertThat(host.site("hello").text()).contains("version 2");
    assertThat(host.api.quarantine()).isEmpty();
  }

  private static boolean refused(DemoHost host) {
    return AgentApi.find(host.api.quarantine(), "release", "hello").isPresent();
  }

  private static Killing deploy(DemoHost host, String kind, String hook) {
    var file = "sites/hello.yaml";
    var hooks = "hooks: { %s: [\"%s\"] }\n".formatted(kind, hook);
    host.config.write(file, host.config.read(file) + hooks).merge("Hooks");
    host.synced();
    var killing = Killing.of(host, "php82");
    host.code("hello").edit("index.php", "version 1", "version 2").merge("Version 2");
    return killing;
  }
}
