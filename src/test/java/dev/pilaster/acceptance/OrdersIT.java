package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pins, approvals and suspended resources, as an administrator gives them on the host. */
@ExtendWith(OnDemoHost.class)
class OrdersIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String PHP82 = "container/php82";

  @AfterEach
  void nothingIsOrdered(DemoHost host) {
    host.box.run("pilaster", "unpin", "php82");
    host.box.run("pilaster", "unpin", "static");
    host.box.run("pilaster", "resume", PHP82);
  }

  private static String pilaster(DemoHost host, String... arguments) {
    return host.box
        .run(Stream.concat(Stream.of("pilaster"), Stream.of(arguments)).toArray(String[]::new))
        .good();
  }

  private static void becomes(DemoHost host, String fact, String text) {
    host.await.until(fact, SOON, () -> host.site("hello").text().contains(text));
  }

  /** Why a resource was changed, in the latest operations. */
  private static Stream<String> reasons(DemoHost host, String kind, String name) {
    return host.api
        .history(3)
        .flatMap(o -> AgentApi.find(o.path("changes"), kind, name).stream())
        .flatMap(c -> AgentApi.each(c.path("because")))
        .map(JsonNode::asText);
  }

  private static String metrics(DemoHost host) {
    return host.api.get("/metrics").body();
  }

  @Test
  void aPinnedServiceRunsTheOlderImageUntilItIsUnpinned(DemoHost host) {
    host.mergePhp(1, 2);
    host.synced();
    var image = host.registry.address() + "/php:8.2-1";
    var said =
        pilaster(
            host, "pin", "php82", "--image", image, "--for", "1h", "--reason", "build 2 leaks");
    assertThat(said).startsWith(PHP82 + " is pinned to " + image + " until 20");
    becomes(host, "the older image serves", "image build 1");
    host.becomesSynced();
    assertThat(pilaster(host, "status"))
        .contains("\nPinned\n  " + PHP82 + " to " + image, "build 2 leaks");
    assertThat(metrics(host)).contains("pilaster_pinned{kind=\"container\",name=\"php82\",} ");
    assertThat(reasons(host, "container", "php82")).contains("pinned by local: build 2 leaks");
    var steps = host.api.history(1).findFirst().orElseThrow().findValuesAsText("text");
    assertThat(steps)
        .anyMatch(s -> s.startsWith("wait until"))
        .anyMatch(s -> s.startsWith("observe"));
    pilaster(host, "unpin", "php82");
    becomes(host, "git's image serves", "image build 2");
    host.becomesSynced();
    assertThat(metrics(host)).doesNotContain("pilaster_pinned{");
  }

  @Test
  void aPinEndsWhenGitAsksForTheSame(DemoHost host) {
    var image = host.registry.address() + "/php:8.2-2";
    pilaster(host, "pin", "php82", "--image", image, "--reason", "it cannot wait for a merge");
    becomes(host, "the pinned image serves", "image build 2");
    host.becomesSynced();
    var pinned = host.box.only("php82");
    host.mergePhp(1, 2);
    host.synced();
    host.await.until("the pin is gone", SOON, () -> host.api.status().path("pins").isEmpty());
    assertThat(host.box.only("php82")).isEqualTo(pinned);
  }

  @Test
  void aSiteIsPinnedToAnOlderCommitByItsFirstDigits(DemoHost host) {
    var older = host.code("static").head();
    host.code("static").edit("index.html", "<h1>A static site</h1>", "<h1>Too new</h1>");
    host.code("static").merge("Another heading");
    host.synced();
    var said =
        pilaster(host, "pin", "static", "--release", older.substring(0, 12), "--reason", "old");
    assertThat(said).contains("release/static is pinned to " + older.substring(0, 12));
    var site = host.site("static");
    host.await.until("the older one", SOON, () -> site.text().contains("<h1>A static site</h1>"));
    pilaster(host, "unpin", "static");
    host.await.until("the newer one", SOON, () -> site.text().contains("<h1>Too new</h1>"));
  }

  @Test
  void anUpgradeWaitsForItsApproval(DemoHost host) {
    var before = host.box.only("php82");
    approved(host);
    host.mergePhp(1, 2);
    var sync = pilaster(host, "sync", "--wait");
    assertThat(sync).contains("Skipped").contains("approval ");
    var waiting = pilaster(host, "approve");
    assertThat(waiting).contains(PHP82, "because update.approve: true");
    assertThat(pilaster(host, "status"))
        .contains(
            "Waiting for `pilaster approve ID`\n  " + waiting.lines().findFirst().orElseThrow());
    assertThat(metrics(host)).contains("pilaster_approval_pending 1.0");
    assertThat(host.box.only("php82")).isEqualTo(before);
    pilaster(host, "approve", waiting.substring(0, 8));
    becomes(host, "the approved image serves", "image build 2");
    host.becomesSynced();
    assertThat(reasons(host, "container", "php82")).contains("approved by local");
    assertThat(pilaster(host, "approve")).isEqualTo("Nothing waits for approval.\n");
  }

  /** To want approval is no change of a container. */
  private static void approved(DemoHost host) {
    var image = host.registry.address() + "/php:8.2-1\n";
    host.config
        .edit(host.serverFile(), image, image + "    update:\n      approve: true\n")
        .merge("Approve upgrades");
    host.synced();
  }

  @Test
  void aCommitThatWouldRemoveTwoSitesWaitsAndGoesOnceItIsApproved(DemoHost host) {
    host.config.edit(host.serverFile(), "  static: {}\n  wiki:\n    container: php84\n", "");
    host.config.merge("Two sites less");
    host.api.sync();
    assertThat(host.sites()).allMatch(WebSite::answers);
    var waiting = pilaster(host, "approve");
    assertThat(waiting)
        .contains("fileset/nginx", "static.conf", "wiki.conf")
        .contains("would remove 2 sites, more than max_removals: 1");
    pilaster(host, "approve", waiting.substring(0, 8));
    host.becomesSynced();
    assertThat(host.site("static").answers()).isFalse();
    assertThat(host.site("wiki").answers()).isFalse();
    assertThat(host.site("hello").answers()).isTrue();
    assertThat(host.box.run("ls", "/srv/sites/static/current/").good()).contains("index.html");
  }

  @Test
  void aSuspendedContainerIsLeftAloneUntilItIsResumed(DemoHost host) {
    var before = host.box.only("php82");
    pilaster(host, "suspend", PHP82, "--reason", "a debugger is attached");
    host.config.edit(host.serverFile(), "PHP_MEMORY_LIMIT: 128M", "PHP_MEMORY_LIMIT: 136M");
    host.config.merge("A change that waits");
    host.box.run("docker", "stop", before.name()).good();
    pilaster(host, "sync", "--wait");
    pilaster(host, "sync", "--wait");
    var stopped = host.box.only("php82");
    assertThat(stopped.id()).isEqualTo(before.id());
    assertThat(stopped.running()).isFalse();
    assertThat(host.standing()).isEqualTo("OutOfSync Suspended");
    assertThat(pilaster(host, "status"))
        .contains("\nSuspended\n  " + PHP82 + "\n      by local ")
        .contains(": a debugger is attached\n");
    pilaster(host, "resume", PHP82);
    becomes(host, "what git wants serves", "memory limit 136M");
    host.becomesSynced();
  }
}
