package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
    assertThat(release(host).path("message").asText())
        .contains("settings: php -l of", "unexpected token \";\"", "/extra.php on line 2");
    assertThat(host.box.sh("docker ps -aq --filter label=pilaster.build")).isBlank();

    code.revert(broken);
    host.synced();
    assertThat(host.site("hello").text()).contains("version 1");
  }

  @Test
  void codeOfAnotherDrupalThanThePillarsIsNotServed(DemoHost host) {
    var file = "sites/hello.yaml";
    var core = "<?php\nclass Drupal {\n  const VERSION = '11.1.0';\n}\n";
    host.config.edit(file, "type: php", "type: drupal\ndocroot: .");
    host.config.write(file, host.config.read(file) + SETTINGS).merge("A Drupal");
    var code = host.code("hello").write("core/lib/Drupal.php", core);
    code.write("extra.php", "<?php\n").merge("Core");
    host.synced();
    assertThat(release(host).path("version").asText()).isEqualTo("Drupal 11.1.0");

    host.config.edit(file, "type: drupal\n", "type: drupal7\n").merge("The wrong type");
    assertThat(host.api.sync().path("phase").asText()).isEqualTo("Failed");
    assertThat(release(host).path("message").asText())
        .contains("sites/hello.yaml says type: drupal7, but the code is Drupal 11.1.0");
    assertThat(host.site("hello").text()).contains("version 1");
  }

  private static JsonNode release(DemoHost host) {
    var resources = host.api.status().path("resources");
    return AgentApi.find(resources, "release", "hello").orElseThrow();
  }
}
