package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody does by hand is found and undone without a sync. */
@ExtendWith(OnDemoHost.class)
class RepairIT {
  private static final Duration BY_ITSELF = Duration.ofSeconds(60);

  @Test
  void aContainerDeletedByHandComesBack(DemoHost host) {
    var before = host.box.only("php82");
    host.box.run("docker", "rm", "-f", before.name()).good();
    var gone = Stopwatch.start();
    host.await.until("hello answers again", BY_ITSELF, () -> host.site("hello").answers());
    gone.report("a deleted container, until its site answers");
    host.becomesSynced();
    var after = host.box.only("php82");
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.image()).isEqualTo(before.image());
    assertThat(reasons(host, "container", "php82")).contains("drift: its container is gone");
  }

  @Test
  void aContainerStoppedByHandIsStarted(DemoHost host) {
    var before = host.box.only("php84");
    host.box.run("docker", "stop", before.name()).good();
    var stopped = Stopwatch.start();
    host.await.until("wiki answers again", BY_ITSELF, () -> host.site("wiki").answers());
    stopped.report("a stopped container, until its site answers");
    host.becomesSynced();
    assertThat(host.box.only("php84").id()).isEqualTo(before.id());
    assertThat(reasons(host, "container", "php84"))
        .anyMatch(r -> r.startsWith("drift: " + before.name() + " is "));
  }

  @Test
  void aVhostEditedByHandIsRepairedAndReportedWithItsLine(DemoHost host) {
    var file = "/etc/nginx/pilaster.d/hello.conf";
    var before = host.box.run("cat", file).good();
    var line = before.lines().toList().indexOf("server {") + 2;
    host.box.sh("sed -i '%da\\  # mine' %s && nginx -s reload".formatted(line - 1, file));
    assertThat(host.box.run("cat", file).good()).isNotEqualTo(before).contains("# mine");
    host.await.until(
        "the file is as it was", BY_ITSELF, () -> host.box.run("cat", file).good().equals(before));
    host.becomesSynced();
    assertThat(reasons(host, "fileset", "nginx"))
        .anyMatch(r -> r.startsWith("drift: " + file + ":" + line + ": ") && r.contains("# mine"));
  }

  /** Why a resource was changed, in the latest operations. */
  private static Stream<String> reasons(DemoHost host, String kind, String name) {
    return host.api
        .history(3)
        .flatMap(o -> AgentApi.find(o.path("changes"), kind, name).stream())
        .flatMap(c -> AgentApi.each(c.path("because")))
        .map(JsonNode::asText);
  }
}
