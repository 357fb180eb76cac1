package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** New code with hooks around it. */
@ExtendWith(OnDemoHost.class)
class DeployIT {
  private static final String HOOKS =
      "hooks: { deploy: [\"%s\"], post_deploy: [\"id -un; pwd; php -r 'echo PHP_VERSION;'\"] }\n";

  @Test
  void hooksRunInTheSitesContainerAsItsUser(DemoHost host) {
    deploy(host, "php -l index.php");
    var operation = host.synced();
    var change = AgentApi.find(operation.path("changes"), "release", "hello").orElseThrow();
    var said = change.path("steps").findValuesAsText("message");
    assertThat(said).anyMatch(m -> m.contains("No syntax errors"));
    assertThat(said).anyMatch(m -> m.contains("www-data\n/srv/sites/hello/") && m.contains("8.2."));
    assertThat(host.site("hello").text()).contains("version 2");
  }

  @Test
  void aHookThatFailsTakesTheCodeBack(DemoHost host) {
    deploy(host, "echo the schema is wrong >&2; exit 3");
    var operation = host.api.sync();
    assertThat(operation.path("phase").asText()).isEqualTo("Failed");
    var change = AgentApi.find(operation.path("changes"), "release", "hello").orElseThrow();
    assertThat(change.path("outcome").asText()).isEqualTo("RolledBack");
    assertThat(change.toString()).contains("the schema is wrong");
    assertThat(host.site("hello").text()).contains("version 1");
    assertThat(AgentApi.find(host.api.quarantine(), "release", "hello")).isPresent();
  }

  @Test
  void codeThatBreaksTheSiteIsTakenBack(DemoHost host) {
    var code = host.code("hello");
    code.write("index.php", "<?php no_such_function();").merge("Broken");
    var operation = host.api.sync();
    var change = AgentApi.find(operation.path("changes"), "release", "hello").orElseThrow();
    assertThat(change.path("outcome").asText()).isEqualTo("RolledBack");
    assertThat(change.path("message").asText()).contains("500");
    assertThat(host.site("hello").text()).contains("version 1");
  }

  private static void deploy(DemoHost host, String hook) {
    var file = "sites/hello.yaml";
    host.config.write(file, host.config.read(file) + HOOKS.formatted(hook)).merge("Hooks");
    host.code("hello").edit("index.php", "version 1", "version 2").merge("Version 2");
  }
}
