package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Load;
import dev.pilaster.load.Mix;
import dev.pilaster.load.Traffic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A container with several sites is one subject. */
@ExtendWith(OnDemoHost.class)
class GroupIT {
  /** Answers FPM's ping and nearly every script. */
  private static final String WITHOUT_CTYPE =
      "FROM %s/php:8.2-1\nRUN rm /etc/php/8.2/fpm/conf.d/*-ctype.ini\n";

  private static final String SITE =
      """
      schema: 1
      type: php
      source: { git: %s, ref: refs/heads/main, path: %s }
      domains: [%s.localhost]
      """;

  @Test
  void anImageThatLacksWhatOneOfThreeSitesNeedsMeetsNoVisitor(DemoHost host) throws Exception {
    host.registry.push("8.2-no-ctype", WITHOUT_CTYPE);
    threeSites(host, "<?php echo ctype_alpha('yes') ? 'it is' : 'it is not';");
    var before = host.box.only("php82");
    try (var load = Load.on(host.site("hello").target(), Mix.of(50, Traffic.NEW, Traffic.BUSY))) {
      host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-no-ctype").merge("No ctype");
      var operation = host.api.sync();
      var change = AgentApi.find(operation.path("changes"), "container", "php82").orElseThrow();
      assertThat(change.path("outcome").asText()).isEqualTo("Failed");
      assertThat(change.path("message").asText()).contains("needy", "500");
      assertThat(change.path("steps").findValuesAsText("text"))
          .noneMatch(step -> step.startsWith("switch"));
      NothingLost.during("an image that lacks an extension", load.stop());
    }
    assertThat(host.box.only("php82")).isEqualTo(before);
    assertThat(host.site("hello").get("needy.localhost", "/").body()).isEqualTo("it is");
  }

  @Test
  void aSiteThatWasBrokenBeforeIsNotBlamedOnTheUpgrade(DemoHost host) {
    threeSites(host, "<?php no_such_function();");
    assertThat(host.site("hello").get("needy.localhost", "/").status()).isEqualTo(500);
    host.config.edit(host.serverFile(), "/php:8.2-1", "/php:8.2-2").merge("PHP 8.2-2");
    host.synced();
    assertThat(host.site("hello").text()).contains("image build 2");
    assertThat(host.api.quarantine()).isEmpty();
  }

  /** One after the other: more than one removal at a time waits for approval. */
  @AfterEach
  void takeOneSiteAway(DemoHost host) {
    host.config.edit(host.serverFile(), "  plain: { container: php82 }\n", "");
    host.config.merge("One site less");
    host.api.sync();
  }

  /** Two more sites in the container of the first one. */
  private static void threeSites(DemoHost host, String needy) {
    var code = host.code("hello");
    code.write("plain/index.php", "<?php echo 'plain';").write("needy/index.php", needy);
    code.merge("Two more sites");
    for (var name : new String[] {"plain", "needy"}) {
      host.config.write("sites/" + name + ".yaml", SITE.formatted(code.url(), name, name));
    }
    var more = "  static: {}\n  plain: { container: php82 }\n  needy: { container: php82 }\n";
    host.config.edit(host.serverFile(), "  static: {}\n", more).merge("Two more sites");
    host.synced();
    assertThat(host.site("hello").get("plain.localhost", "/").body()).isEqualTo("plain");
  }
}
