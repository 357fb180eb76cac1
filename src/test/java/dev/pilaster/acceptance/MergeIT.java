package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnDemoHost.class)
class MergeIT {
  private static final Duration BY_ITSELF = Duration.ofSeconds(60);

  @Test
  void aMergedEnvironmentVariableArrivesInANewGeneration(DemoHost host) {
    var before = host.box.only("php82");
    assertThat(host.site("hello").text()).contains("memory limit 128M\n");
    host.config.edit(host.serverFile(), "PHP_MEMORY_LIMIT: 128M", "PHP_MEMORY_LIMIT: 160M");
    host.config.merge("More memory");
    arrives(host, "an environment variable", "memory limit 160M\n");
    host.becomesSynced();
    assertThat(host.box.only("php82").number()).isGreaterThan(before.number());
  }

  @Test
  void mergedSiteCodeArrivesWithoutANewContainer(DemoHost host) {
    var before = host.box.containers();
    host.code("hello").edit("index.php", "version 1,", "version 2,").merge("Version 2");
    arrives(host, "site code", "version 2,");
    host.becomesSynced();
    assertThat(host.box.containers()).isEqualTo(before);
  }

  private static void arrives(DemoHost host, String what, String text) {
    var pushed = Stopwatch.start();
    host.await.until(what + " arrives", BY_ITSELF, () -> host.site("hello").text().contains(text));
    pushed.report(what + ", from push to served without a sync");
  }

  @Test
  void aMergedVhostArrivesByWebhookWithoutANewContainer(DemoHost host) {
    var before = host.box.containers();
    var site = host.site("hello");
    assertThat(site.get("/old").body()).doesNotContain("moved");
    host.config.edit(
        "sites/hello.yaml",
        "  - " + site.host(),
        "  - %s\n  - hallo.localhost\nredirects:\n  - { path: /old, to: /new }"
            .formatted(site.host()));
    host.config.merge("A second domain and a redirect");
    var pushed = Stopwatch.start();
    var read = new Hook(host).read();
    host.becomesSynced();
    pushed.report("a vhost, from push to converged, read %s after its webhook".formatted(read));
    assertThat(site.get("hallo.localhost", "/").body()).startsWith("hello from hallo.localhost\n");
    var redirect = site.get("/old");
    assertThat(redirect.status()).isEqualTo(301);
    assertThat(redirect.header("location")).endsWith("/new");
    assertThat(host.box.containers()).isEqualTo(before);
  }
}
