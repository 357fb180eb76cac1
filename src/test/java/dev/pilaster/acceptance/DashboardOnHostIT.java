package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.real.RealBrowser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard of an installed agent, in a real browser, with what really runs. */
@ExtendWith(OnDemoHost.class)
class DashboardOnHostIT {
  private static final String PHP82 = "#resources [data-key='container/php82']";

  @TempDir private Path dir;

  @Test
  void aMergedUpgradeIsAskedForAndSeenUntilItRuns(DemoHost host) {
    var info = AgentApi.parse(Demo.run("info"));
    try (var browser = RealBrowser.start(dir)) {
      browser.screen(1280, 900, false).open(info.path("api").asText() + "/");
      browser.awaitText("#login", "Sign in").type("#token", info.path("token").asText());
      browser.click("#login button").awaitText("#link", "live");
      browser.awaitText(PHP82, "php:8.2-1");
      var seen = Stopwatch.start();
      host.mergePhp(1, 2);
      browser.click("#actions [data-act=sync]").awaitText("#operation", "PHP 8.2, build 2");
      browser.awaitText("#operation .steps", "php82-g").awaitText(PHP82 + " .runs", "php:8.2-2");
      seen.report("an upgrade, from push to the switch as the browser shows it");
      browser.click(PHP82 + " summary").click(PHP82 + " [data-act=log]");
      browser.awaitText("#dialog", "ready to handle connections").click("#dialog-go");
      browser.picture(Path.of("target/screenshots/demo-desktop-light.png"));
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
