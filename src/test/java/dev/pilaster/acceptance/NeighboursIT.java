package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody else's vhosts on the host's nginx. */
@ExtendWith(OnDemoHost.class)
class NeighboursIT {
  private static final String THEIRS = "/etc/nginx/conf.d/theirs.conf";
  private static final String SERVER = "server { listen 80; server_name %s; return 204; }";
  private static final Duration SOON = Duration.ofSeconds(90);

  @AfterEach
  void theyGo(DemoHost host) {
    host.box.sh("rm -f " + THEIRS);
  }

  private static void theyTake(DemoHost host, String name) {
    host.box.sh("echo '%s' >%s".formatted(SERVER.formatted(name), THEIRS));
  }

  private static String nginx(DemoHost host) {
    host.api.sync();
    return AgentApi.find(host.api.status().path("resources"), "fileset", "nginx")
        .map(r -> r.path("health").asText() + " " + r.path("message").asText())
        .orElse("");
  }

  @Test
  void aNameThatTheyTakeLaterIsToldUntilItIsFree(DemoHost host) {
    theyTake(host, "hello.localhost");
    var ours = "/etc/nginx/pilaster.d/hello.conf:";
    host.await.until("it is told", SOON, () -> nginx(host).contains("and in " + THEIRS + ":1"));
    assertThat(nginx(host)).startsWith("Degraded nginx ignores one of two: ").contains(ours);
    host.box.sh("rm " + THEIRS);
    host.await.until("it is free", SOON, () -> nginx(host).equals("Healthy "));
  }

  @Test
  void aVhostThatWasRefusedForTheirsIsServedOnceTheirsIsGone(DemoHost host) {
    theyTake(host, "taken.localhost");
    host.config.edit(
        "sites/hello.yaml", "  - hello.localhost", "  - hello.localhost\n  - taken.localhost");
    host.config.merge("A name that somebody has");
    assertThat(host.api.sync().path("phase").asText()).isEqualTo("Failed");
    assertThat(nginx(host)).contains("taken.localhost on ", THEIRS + ":1");
    assertThat(host.site("hello").answers()).isTrue();
    host.box.sh("rm " + THEIRS);
    host.await.until("ours is healthy", SOON, () -> nginx(host).equals("Healthy "));
    assertThat(host.site("hello").get("taken.localhost", "/").status()).isEqualTo(200);
    host.synced();
  }
}
