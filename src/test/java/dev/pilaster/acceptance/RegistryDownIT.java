package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two upgrades whose images cannot be had for a while. */
@ExtendWith(OnDemoHost.class)
class RegistryDownIT {
  @Test
  void theyWaitAreNotRefusedAndArriveOnceItAnswers(DemoHost host) {
    host.registry.push("8.2-late", "FROM %s/php:8.2-2\nENV LATE=yes\n");
    host.registry.push("8.4-late", "FROM %s/php:8.4-1\nENV LATE=yes\n");
    var before = host.box.containers();
    host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-late");
    host.config.edit(host.serverFile(), "/php:8.4-1", "/php:8.4-late").merge("Later images");
    host.registry.stop();
    try {
      waits(host);
      assertThat(host.box.containers()).isEqualTo(before);
      assertThat(host.site("hello").answers()).isTrue();
      assertThat(host.site("wiki").answers()).isTrue();
    } finally {
      host.registry.start();
    }
    var back = Stopwatch.start();
    host.becomesSynced();
    back.report("two upgrades after their registry was back");
    assertThat(before).doesNotContain(host.box.only("php82"), host.box.only("php84"));
  }

  private static void waits(DemoHost host) {
    var operation = host.api.sync();
    assertThat(operation.path("phase").asText()).isEqualTo("Failed");
    assertThat(operation.path("message").asText()).contains("pull ", "retry at ");
    assertThat(host.api.quarantine()).isEmpty();
    assertThat(AgentApi.each(host.api.plan().path("changes")).map(RegistryDownIT::blocked))
        .hasSize(2)
        .allMatch(why -> why.startsWith("retry at "));
  }

  private static String blocked(JsonNode change) {
    return change.path("blocked_by").asText();
  }
}
