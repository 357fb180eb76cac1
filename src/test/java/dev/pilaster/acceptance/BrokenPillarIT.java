package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnDemoHost.class)
class BrokenPillarIT {
  @Test
  void aBrokenServerFileChangesNothingAndIsReportedWithItsLine(DemoHost host) {
    var before = host.box.containers();
    var good = host.config.head();
    host.config.edit(host.serverFile(), "PHP_MEMORY_LIMIT: 128M", "PHP_MEMORY_LIMIT: [128M");
    host.config.edit("sites/static.yaml", "  - static.localhost", "  - other.localhost");
    host.config.merge("Broken YAML, and something that would change");
    var operation = host.api.sync();
    assertThat(operation.path("phase").asText()).isEqualTo("Failed");
    assertThat(operation.path("message").asText()).contains(host.serverFile() + ":");
    assertReported(host, host.serverFile(), line(host, host.serverFile(), "[128M"));
    assertThat(host.applied()).contains(good);
    assertThat(host.site("static").answers()).isTrue();
    assertThat(host.box.containers()).isEqualTo(before);
  }

  @Test
  void aBrokenSiteFileHoldsOnlyThatSite(DemoHost host) {
    host.config.edit("sites/hello.yaml", "type: php", "typo: php");
    host.config.edit("sites/hello.yaml", "  - hello.localhost", "  - hallo.localhost");
    host.config.edit("sites/static.yaml", "  - static.localhost", "  - other.localhost");
    host.config.merge("One site broken, another one changed");
    var operation = host.api.sync();
    assertThat(operation.path("phase").asText()).isEqualTo("Failed");
    assertReported(host, "sites/hello.yaml", line(host, "sites/hello.yaml", "typo:"));
    assertThat(host.site("hello").text()).startsWith("hello from hello.localhost\n");
    assertThat(host.site("static").get("other.localhost", "/").status()).isEqualTo(200);
  }

  private static int line(DemoHost host, String file, String text) {
    var lines = host.config.read(file).lines().toList();
    for (var i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError(text + " is not in " + file);
  }

  /** YAML's own errors may show on the line after the fault. */
  private static void assertReported(DemoHost host, String file, int line) {
    var problems = host.api.status().path("problems");
    assertThat(AgentApi.each(problems))
        .as("%s", problems)
        .anyMatch(p -> p.path("file").asText().equals(file) && near(p, line));
  }

  private static boolean near(JsonNode problem, int line) {
    var reported = problem.path("line").asInt();
    return reported == line || reported == line + 1;
  }
}
