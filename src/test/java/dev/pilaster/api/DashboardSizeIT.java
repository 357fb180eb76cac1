package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much room the dashboard takes. */
class DashboardSizeIT extends DashboardBed {
  /** What reaches beyond the screen; what scrolls inside of something does not. */
  private static void fits() {
    var wide =
        """
        return [...document.querySelectorAll('body *')]
          .filter(e => e.checkVisibility() && !e.closest('.sr, .skip, pre'))
          .filter(e => e.getBoundingClientRect().right > 361)
          .map(e => e.tagName + '.' + e.className)
          .concat(document.documentElement.scrollWidth > 360 ? ['the page'] : [])
          .join()\
        """;
    assertThat(browser.script(wide).asText()).isEmpty();
  }

  @Test
  void nothingIsWiderThanASmallPhone() {
    browser.screen(360, 640, false);
    fits();
    signedIn();
    merge("x".repeat(300), "php:8.2-1", "php:8.2-turns");
    browser.awaitText("#operation", "Operation 2");
    fits();
    browser.awaitText("#orders", "Quarantined").awaitText("#history details", "Failed");
    browser.click("[data-act=suspend]").awaitText("#dialog", "Suspend the agent?");
    fits();
    browser.type("#reason", "y".repeat(300)).click("#dialog-go");
    browser.awaitText("#notices", "yyyy");
    agent.onHost(host -> host.drift("php84-g1", "environment.PHP_FPM_LISTEN", "z".repeat(300)));
    browser.awaitText("#resources [data-key='container/php84']", "1 field drifted");
    browser.script("document.querySelectorAll('details').forEach(d => d.open = true)").isNull();
    browser.awaitText("#resources .drift", "zzzz").awaitText("#history details", "RolledBack");
    fits();
    browser.picture(picture("everything-phone-360"));
  }

  @Test
  void itIsSmall() {
    signedIn();
    var assets = "performance.getEntriesByType('resource').filter(r => !r.name.includes('/api/'))";
    assertThat(browser.script("return " + assets + ".length").asInt()).isBetween(5, 12);
    var bytes = browser.script("return " + assets + ".reduce((s, r) => s + r.decodedBodySize, 0)");
    assertThat(bytes.asInt()).isBetween(10_000, 100_000);
  }
}
