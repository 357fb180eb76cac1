package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An image that passes the gate and fails with traffic on it. */
@ExtendWith(OnDemoHost.class)
class TakenBackIT {
  /** FPM hangs once it has served for a while: its workers are stopped, its socket takes all. */
  private static final String HANGS =
      """
      FROM %s/php:8.2-2
      RUN printf '#!/bin/bash\\n%%s &\\nexec entrypoint "$@"\\n' \
        '(sleep 8; for p in /proc/[0-9]*; do grep -qs php-fpm $p/comm && kill -STOP ${p#/proc/}; done)' \
        >/usr/local/bin/hangs && chmod +x /usr/local/bin/hangs
      ENTRYPOINT ["hangs"]
      CMD ["php-fpm", "-F", "-y", "/run/php/php-fpm.conf"]
      """;

  static final String EXITS =
      """
      FROM %s/php:8.2-2
      RUN printf '#!/bin/bash\\n(sleep 8; kill -KILL 1; kill -QUIT 1) &\\nexec entrypoint "$@"\\n' >/usr/local/bin/exits \\
       && chmod +x /usr/local/bin/exits
      ENTRYPOINT ["exits"]
      CMD ["php-fpm", "-F", "-y", "/run/php/php-fpm.conf"]
      """;

  @Test
  void oneThatHangsIsTakenBackWithinASecondOfTheThirdBadAnswerWithoutAnyNetwork(DemoHost host) {
    host.registry.push("8.2-hangs", HANGS);
    host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-hangs").merge("It will hang");
    var before = host.box.only("php82");
    var change = failed(host);
    assertThat(change.path("outcome").asText()).isEqualTo("RolledBack");
    assertThat(host.box.only("php82")).isEqualTo(before);
    assertThat(host.site("hello").text()).contains("image build 1");
    assertThat(host.standing()).isEqualTo("OutOfSync Degraded");
    assertThat(AgentApi.find(host.api.quarantine(), "container", "php82")).isPresent();
    assertThat(fromLastAnswerToTheWayBack(change)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void oneThatExitsIsTakenBackWithinSeconds(DemoHost host) {
    host.registry.push("8.2-exits", EXITS);
    host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-exits").merge("It will exit");
    var change = failed(host);
    assertThat(change.path("outcome").asText()).isEqualTo("RolledBack");
    assertThat(host.site("hello").text()).contains("image build 1");
    assertThat(host.box.containers()).hasSize(3);
  }

  /** The sync during which it failed; the registry is gone once the image is here. */
  private static JsonNode failed(DemoHost host) {
    host.config.edit("defaults/roles/php-fpm.yaml", "monitor: 3s", "monitor: 30s");
    host.config.merge("A longer look");
    host.api.post("/api/v1/sync", "{}");
    host.await.until(
        "a candidate", Duration.ofSeconds(60), () -> host.box.generations("php82").size() == 2);
    host.registry.stop();
    try {
      host.await.until("the way back", Duration.ofSeconds(90), () -> phase(host).equals("Failed"));
    } finally {
      host.registry.start();
    }
    var operation = host.api.history(1).findFirst().orElseThrow();
    return AgentApi.find(operation.path("changes"), "container", "php82").orElseThrow();
  }

  private static String phase(DemoHost host) {
    return host.api.status().path("operation").path("phase").asText();
  }

  private static Duration fromLastAnswerToTheWayBack(JsonNode change) {
    var answered = Instant.MAX;
    for (var step : change.path("steps")) {
      var text = step.path("text").asText();
      var began = Instant.parse(step.path("started_at").asText());
      if (text.startsWith("observe")) {
        answered = began.plusMillis(Math.round(1000 * step.path("seconds").asDouble()));
      } else if (text.startsWith("switch") && began.isAfter(answered)) {
        return Duration.between(answered, began);
      }
    }
    throw new AssertionError("no way back in " + change);
  }
}
