package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Progress;
import dev.pilaster.model.Pulled;
import dev.pilaster.model.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people do with the dashboard. */
class DashboardIT extends DashboardBed {
  private static final String HOSTILE = "<img src=x onerror=\"document.title='broken into'\">";

  @Test
  void nothingIsShownToWhoHasNoToken() {
    browser.picture(picture("sign-in"));
    signIn("a guess");
    browser.awaitText("#wrong", "This token is not known.");
    assertThat(browser.text("body")).doesNotContain("php82");
    assertThat(browser.script("return sessionStorage.length").asInt()).isZero();
  }

  @Test
  void anUpgradeIsSeenAsItHappens() {
    signedIn();
    merge("PHP 8.2, build 2", "php:8.2-1", "php:8.2-2");
    browser.awaitText("#operation", "Operation 2").awaitText("#operation", "PHP 8.2, build 2");
    browser.awaitText("#operation .steps", "php82-g2");
    var pull = Optional.of(new Pulled(7, 3, 21_400_000, 48_000_000));
    var php82 = Subject.parse("container/php82");
    agent.shows(List.of(new Progress(php82, "pull php:8.2-2", Instant.now(), pull)));
    browser.awaitText("#operation", "3 of 7 layers, 21.4 MB of 48.0 MB");
    browser.picture(picture("upgrade-desktop-light"));
    agent.shows(List.of());
    browser.awaitText("#history details", "PHP 8.2, build 2");
    browser.await("document.querySelector('#operation').childElementCount === 0");
    browser.awaitText("[data-key='container/php82'] .runs", "g2 php:8.2-2");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aRollbackIsSeenWithItsReasonAndClearedByHand() {
    signedIn();
    merge("PHP 8.2 that turns bad", "php:8.2-1", "php:8.2-turns");
    browser.awaitText("#orders", "Quarantined");
    browser.awaitText("#history details", "Failed").click("#history details summary");
    browser.awaitText("#history details", "RolledBack");
    browser.awaitText("#overview", "Degraded");
    browser.picture(picture("rollback-desktop-light")).screen(1280, 900, true);
    browser.picture(picture("rollback-desktop-dark")).screen(390, 844, true);
    browser.picture(picture("rollback-phone-dark")).screen(1280, 900, false);
    browser.click("#orders button[data-act=clear]");
    browser.awaitText("#toast", "will be tried again");
    browser.awaitText("#operation", "Operation 3");
  }

  @Test
  void driftNamesItsFieldAndIsRepairedByASync() {
    signedIn();
    browser.click("[data-act=suspend]").awaitText("#dialog", "Suspend the agent?");
    browser.type("#reason", HOSTILE).click("#dialog-go");
    browser.awaitText("#notices", HOSTILE);
    agent.onHost(host -> host.drift("php82-g1", "mem_limit", "536870912"));
    var row = "#resources [data-key='container/php82']";
    browser.awaitText(row, "1 field drifted").click(row + " summary");
    browser.awaitText(row + " .drift", "536870912");
    browser.picture(picture("drift-desktop-light")).screen(390, 844, false);
    browser.picture(picture("drift-phone-light")).screen(1280, 900, true);
    browser.picture(picture("drift-desktop-dark"));
    browser.click("#notices [data-act=resume]");
    browser.await("!document.querySelector('#resources .drift')").awaitText("#overview", "Synced");
    assertThat(browser.script("return document.title").asText()).doesNotContain("broken");
    assertThat(browser.script("return document.querySelectorAll('#dashboard img').length").asInt())
        .isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whatWaitsForApprovalIsApprovedAndMade() {
    signedIn();
    merge("more memory", "256m\n    update: { ", "512m\n    update: { approve: true, ");
    browser.awaitText("#orders", "Waiting for approval").awaitText("#orders", "mem_limit");
    browser.picture(picture("approval-desktop-light")).click("#orders [data-act=approve]");
    browser.awaitText("#dialog", "container/php82 may be changed").click("#dialog-go");
    browser.awaitText("[data-key='container/php82'] .runs", "g2 php:8.2");
    browser.await("document.querySelector('#orders').childElementCount === 0");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void oneContainerIsSuspendedAndResumed() {
    signedIn();
    var row = "#resources [data-key='container/php82']";
    browser.click(row + " summary").click(row + " [data-act=suspend]");
    browser.awaitText("#dialog", "Suspend container/php82?").type("#reason", "a look at it");
    browser.click("#dialog-go").awaitText(row, "Suspended by ada: a look at it");
    browser.awaitText("#orders", "a look at it").click("#orders [data-act=resume]");
    browser.awaitText("#toast", "container/php82 is resumed");
    browser.await("document.querySelector('#orders').childElementCount === 0");
  }

  @Test
  void aSyncIsForcedAndAnswered() {
    signedIn();
    browser.click("#actions [data-act=sync]").awaitText("#history details", "api");
    assertThat(browser.text("#history details .runs")).startsWith("#2 api");
  }

  @Test
  void anUpgradeIsTerminated() {
    signedIn();
    merge("PHP 8.2 that never answers", "php:8.2-1", "php:8.2-broken");
    browser.awaitText("#operation .steps", "php82-g2").click("[data-act=terminate]");
    browser.awaitText("#dialog", "Terminate the operation?").click("#dialog-go");
    browser.awaitText("#orders", "terminated by ada").awaitText("#history details", "Failed");
    browser.awaitText("[data-key='container/php82'] .runs", "g1 php:8.2");
  }

  @Test
  void whoMayOnlyLookIsToldSo() {
    signIn("looking");
    browser.awaitText("#overview", "Synced").click("#actions [data-act=sync]");
    browser.awaitText("#toast", "this needs the role sync");
  }

  @Test
  void hostileTextStaysText() {
    signedIn();
    merge(HOSTILE + "<script>document.title='broken into'</script>", "256m", "512m");
    browser.awaitText("#history details", HOSTILE);
    assertThat(browser.script("return document.title").asText()).endsWith(": web1");
    assertThat(
            browser
                .script(
                    "try { document.body.innerHTML = '<b>x</b>'; return 'done' } catch (e) {"
                        + " return 'refused' }")
                .asText())
        .isEqualTo("refused");
  }

  @Test
  void aKeyboardAndAScreenReaderAreEnough() {
    browser.awaitText("#login", "Sign in").press("secret\uE007");
    browser.awaitText("#overview", "Synced");
    assertThat(browser.spoken("#resources")).isEqualTo("Resources");
    assertThat(browser.spoken("#actions [data-act=sync]")).isEqualTo("Sync now");
    browser.script("document.querySelector('#resources summary').focus()").isNull();
    browser.press("\uE007").await("document.querySelector('#resources details').open");
    browser.await("document.activeElement.tagName === 'SUMMARY'");
    assertThat(
            browser
                .script(
                    "return [...document.querySelectorAll('button, input, summary')].filter(e =>"
                        + " e.checkVisibility() && !e.innerText.trim() && !e.labels?.length)"
                        + ".length")
                .asInt())
        .isZero();
  }

  @Test
  void aReloadKeepsTheTabSignedInAndSigningOutForgets() {
    signedIn();
    browser.open("http://127.0.0.1:" + api.port() + "/").awaitText("#overview", "Synced");
    browser.click("[data-act=leave]").awaitText("#login", "Sign in");
    assertThat(browser.script("return document.body.textContent").asText()).doesNotContain("php82");
    assertThat(browser.script("return sessionStorage.length").asInt()).isZero();
  }
}
