package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The program as an administrator uses it on the host. */
@ExtendWith(OnDemoHost.class)
class CommandsIT {
  @Test
  void aSyncThatIsWaitedForBringsTheMergedStateAndExitsWithZero(DemoHost host) {
    var site = host.site("static");
    host.code("static").edit("index.html", "<h1>A static site</h1>", "<h1>Synced</h1>");
    host.code("static").merge("Another heading");
    var ran = host.box.run("pilaster", "sync", "--wait");
    assertThat(ran.exit()).as("%s", ran).isZero();
    assertThat(ran.out()).contains("Succeeded");
    assertThat(site.text()).contains("<h1>Synced</h1>");
  }

  @Test
  void statusIsATableOfEverythingThatStands(DemoHost host) {
    var table = host.box.run("pilaster", "status").good();
    assertThat(table).startsWith(host.server() + ": Synced, Healthy");
    assertThat(table.lines())
        .anyMatch(l -> l.matches("container +php82 +Synced +Healthy +.*/php:8\\.2-1"))
        .anyMatch(l -> l.matches("release +wiki +Synced +Healthy .*"))
        .anyMatch(l -> l.matches("fileset +nginx +Synced +Healthy .*"));
  }

  @Test
  void aSuspendedAgentPlansAndChangesNothing(DemoHost host) {
    var before = host.box.containers();
    host.box.run("pilaster", "suspend", "--reason", "acceptance").good();
    try {
      host.config.edit(host.serverFile(), "PHP_MEMORY_LIMIT: 128M", "PHP_MEMORY_LIMIT: 136M");
      host.config.merge("A change that waits");
      host.await.until(
          "the plan shows it", Duration.ofSeconds(30), () -> plan(host).contains("128M → 136M"));
      assertThat(plan(host)).contains("container/php82", "create php82-g", "switch php82");
      assertThat(host.box.run("pilaster", "plan", "--exit-code").exit()).isEqualTo(3);
      assertThat(host.standing()).isEqualTo("OutOfSync Suspended");
      assertThat(host.box.containers()).isEqualTo(before);
    } finally {
      host.box.run("pilaster", "resume").good();
    }
  }

  private static String plan(DemoHost host) {
    return host.box.run("pilaster", "plan").good();
  }

  @Test
  void validateNamesTheLineOfAFaultAndExitsWithTwo(DemoHost host) {
    host.box.sh("rm -rf /tmp/checkout && git clone -q " + host.configRepo() + " /tmp/checkout");
    try {
      assertThat(host.box.run("pilaster", "validate", "/tmp/checkout").exit()).isZero();
      host.box.sh("sed -i 's/^type: php$/typo: php/' /tmp/checkout/sites/hello.yaml");
      var ran = host.box.run("pilaster", "validate", "/tmp/checkout");
      assertThat(ran.exit()).as("%s", ran).isEqualTo(2);
      assertThat(ran.out() + ran.err()).contains("sites/hello.yaml:3: ");
    } finally {
      host.box.sh("rm -rf /tmp/checkout");
    }
  }
}
