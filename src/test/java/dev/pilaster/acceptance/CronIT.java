package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs by a real cron, with the agent and without. */
@ExtendWith(OnDemoHost.class)
class CronIT {
  private static final Duration BY_CRON = Duration.ofSeconds(150);
  private static final String STATE = "/var/lib/pilaster";
  private static final String TICK =
      "crons: { tick: { spec: \"* * * * *\", command: \"id -un; php -r 'echo PHP_VERSION;'; %s\" }"
          + " }\n";

  @Test
  void cronRunsAJobWhileTheAgentIsStopped(DemoHost host) {
    wants(host, TICK.formatted("pwd"));
    host.synced();
    host.box.sh("systemctl stop pilaster && rm -f " + STATE + "/cron/hello/tick");
    try {
      host.await.until("cron ran it", BY_CRON, () -> result(host).contains("\nresult ok\n"));
      assertThat(result(host)).contains("\nwww-data\n8.2.", "/srv/sites/hello/");
      var drush = host.box.run("sh", "-c", STATE + "/tools/enter exec hello id -un");
      assertThat(drush.good()).isEqualTo("www-data\n");
    } finally {
      host.box.sh("systemctl start pilaster");
    }
    host.await.until("the agent answers", BY_CRON, () -> host.standing().equals("Synced Healthy"));
    assertThat(host.api.get("/metrics").body())
        .contains("pilaster_cron_runs_total{site=\"hello\",cron=\"tick\",result=\"ok\",}");
  }

  @Test
  void aJobThatFailsShowsAndItsEditedCrontabIsRepaired(DemoHost host) {
    wants(host, TICK.formatted("echo no such feed; exit 3"));
    host.synced();
    host.box.run(STATE + "/tools/run", "hello", "tick");
    host.await.until(
        "it is Degraded", BY_CRON, () -> message(host).contains("hello/tick: exit code 3"));
    assertThat(message(host)).contains("no such feed");
    host.box.sh("sed -i 's/^\\* /*\\/2 /' /etc/cron.d/pilaster-hello");
    host.await.until(
        "repaired", BY_CRON, () -> !host.box.sh("cat /etc/cron.d/pilaster-hello").contains("*/2"));
    wants(host, "");
    host.becomesSynced();
    assertThat(host.box.run("test", "-e", "/etc/cron.d/pilaster-hello").exit()).isNotZero();
  }

  @Test
  void anUpgradeWaitsForARunningJob(DemoHost host) {
    var slow = "crons: { slow: { spec: \"0 0 1 1 *\", command: \"sleep 25; echo done\" } }\n";
    wants(host, slow);
    host.synced();
    host.box.sh("setsid " + STATE + "/tools/run hello slow >/dev/null 2>&1 &");
    host.await.until("it runs", BY_CRON, () -> slow(host).contains("\nresult running\n"));
    host.config.edit(host.serverFile(), "PHP_MEMORY_LIMIT: 128M", "PHP_MEMORY_LIMIT: 136M");
    host.config.merge("Upgrade while a job runs");
    host.synced();
    assertThat(slow(host)).contains("\nresult ok\n").endsWith("done\n");
    assertThat(host.box.only("php82").running()).isTrue();
  }

  @Test
  void commandsEndInTheSitesContainer(DemoHost host) {
    var ran = host.box.run("pilaster", "exec", "hello", "--", "sh", "-c", "id -un; pwd; exit 9");
    assertThat(ran.exit()).isEqualTo(9);
    assertThat(ran.out()).startsWith("www-data\n/srv/sites/hello/");
    assertThat(host.box.run("pilaster", "exec", "mariadb", "id", "-un").good()).isEqualTo("root\n");
    assertThat(host.box.run("pilaster", "logs", "mariadb", "--tail=3").exit()).isZero();
    assertThat(host.box.run("pilaster", "drush", "hello", "cr").exit()).isEqualTo(2);
    assertThat(host.box.run("pilaster", "shell", "nobody").exit()).isEqualTo(2);
  }

  private static void wants(DemoHost host, String crons) {
    var file = "sites/hello.yaml";
    var text = host.config.read(file).replaceAll("(?m)^crons: .*\n", "");
    host.config.write(file, text + crons).merge("Other jobs");
  }

  private static String result(DemoHost host) {
    return host.box.run("cat", STATE + "/cron/hello/tick").out();
  }

  private static String slow(DemoHost host) {
    return host.box.run("cat", STATE + "/cron/hello/slow").out();
  }

  private static String message(DemoHost host) {
    return AgentApi.find(host.api.status().path("resources"), "fileset", "cron")
        .map(r -> r.path("health").asText() + " " + r.path("message").asText())
        .orElse("");
  }
}
