package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings that PHP cannot read, merged. */
@ExtendWith(OnDemoHost.class)
class BrokenSettingsIT {
  private static final String SETTINGS =
      "settings: { hash_salt: pepper, include: [extra.php] }\ncrons: null\n";

  @Test
  void theSiteServesOnTheProblemIsNamedAndARevertHeals(DemoHost host) {
    var file = "sites/hello.yaml";
    host.config.edit(file, "type: php", "type: drupal7");
    host.config.write(file, host.config.read(file) + SETTINGS).merge("Settings");
    var code = host.code("hello").write("extra.php", "<?php\n$conf['site_name'] = 'Hello';\n");
    code.merge("Settings of the site's own");
    assertThat(host.synced().toString())
        .contains("check the syntax of its settings with the PHP of", "/php:8.2-1");

    code.edit("index.php", "version 1", "version 2").edit("extra.php", "'Hello'", "");
    var broken = code.merge("A mistake");
    assertThat(host.api.sync().path("phase").asText()).isEqualTo("Failed");
    assertThat(host.site("hello").text()).contains("version 1");
    var release = AgentApi.find(host.api.status().path("resources"), "release", "hello");
    assertThat(release.orElseThrow().path("message").asText())
        .contains("settings: php -l of", "unexpected token \";\"", "/extra.php on line 2");
    assertThat(host.box.sh("docker ps -aq --filter label=pilaster.build")).isBlank();

    code.revert(broken);
    host.synced();
    assertThat(host.site("hello").text()).contains("version 1");
  }
}
