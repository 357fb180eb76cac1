package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.SERVER;
import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Change;
import dev.pilaster.model.Name;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways in which a careful person holds an automatic system. */
final class GatesTest {
  private static final Name PHP82 = new Name("php82");
  private static final Subject SUBJECT = Subject.container(PHP82);

  private final World world = new World(desired(SERVER));

  @BeforeEach
  void settled() {
    world.code("acme", 'a');
    world.code("beta", 'b');
    world.code("docs", 'c');
    world.settle();
  }

  @Test
  void aFreezeHoldsAnUpgradeAndEnds() {
    var freeze = "schema: 1\nfreeze: { until: 2026-01-01T02:00:00Z, reason: Christmas }";
    want(SERVER.replace("schema: 1", freeze).replace("256M", "512M"));
    var plan = world.settle(Duration.ofMinutes(10));
    assertThat(change(plan).blockedBy()).contains("frozen until 2026-01-01T02:00:00Z: Christmas");
    assertThat(world.host.live).containsEntry(PHP82, 1);
    world.clock.now = Instant.parse("2026-01-01T02:00:00Z");
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aFreezeHoldsNoRepair() {
    var freeze = "schema: 1\nfreeze: { until: 2026-02-01T00:00:00Z, reason: Christmas }";
    want(SERVER.replace("schema: 1", freeze));
    world.settle();
    world.host.stop("php82-g1", Duration.ZERO);
    world.settle();
    assertThat(world.host.containers.get("php82-g1").running()).isTrue();
    world.host.containers.remove("php82-g1");
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void outsideItsWindowAnUpgradeWaitsForIt() {
    var windows = "schema: 1\nwindows: [{ days: mon-sun, time: \"06:00-10:00\", tz: UTC }]";
    want(SERVER.replace("schema: 1", windows).replace("256M", "512M"));
    var plan = world.settle(Duration.ofMinutes(10));
    assertThat(change(plan).blockedBy())
        .contains("outside its window, which opens 2026-01-01T06:00:00Z");
    world.clock.now = Instant.parse("2026-01-01T06:00:00Z");
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void whatWaitsForItsWindowMayBeApprovedBefore() {
    var windows = "schema: 1\nwindows: [{ days: mon-sun, time: \"06:00-10:00\", tz: UTC }]";
    var approving = SERVER.replace("mem_limit: 256m", "update: { approve: true }");
    want(approving.replace("schema: 1", windows).replace("256M", "512M"));
    approve(world.settle(Duration.ofMinutes(10)).approvals().get(0).id());
    world.settle(Duration.ofMinutes(10));
    assertThat(world.host.live).containsEntry(PHP82, 1);
    world.clock.now = Instant.parse("2026-01-01T06:00:00Z");
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void somebodyMayOpenTheWindow() {
    var windows = "schema: 1\nwindows: [{ days: mon-sun, time: \"06:00-10:00\", tz: UTC }]";
    want(SERVER.replace("schema: 1", windows).replace("256M", "512M"));
    world.orders = Orders.NONE.during(true, Set.of());
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void anUpgradeWaitsForApproval() {
    want(SERVER.replace("mem_limit: 256m", "update: { approve: true }"));
    var plan = world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 1);
    var approval = plan.approvals().get(0);
    assertThat(approval.subject()).isEqualTo(SUBJECT);
    assertThat(change(plan).blockedBy().orElseThrow()).contains(approval.id());
    assertThat(world.turn().approvals()).extracting("id").containsExactly(approval.id());
    approve(approval.id());
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void theRemovalOfTwoSitesWaitsForApproval() {
    want(SERVER.replace("  beta: { container: php84 }\n  docs: {}\n", ""));
    var plan = world.settle();
    assertThat(world.host.files).containsKey(FakeHost.FACTS.nginx() + "/beta.conf");
    approve(plan.approvals().get(0).id());
    world.settle();
    assertThat(world.host.files)
        .doesNotContainKeys(
            FakeHost.FACTS.nginx() + "/beta.conf", FakeHost.FACTS.nginx() + "/docs.conf");
  }

  @Test
  void aPinGoesThroughTheSameGatesAndEnds() {
    pin("registry.example.com/php:8.1", Instant.parse("2026-01-01T05:00:00Z"));
    var plan = world.settle();
    assertThat(image()).contains(world.host.digests.get("registry.example.com/php:8.1"));
    assertThat(resource(plan).message())
        .isEqualTo(
            "pinned to registry.example.com/php:8.1 until 2026-01-01T05:00:00Z by ada: a bug");
    assertThat(world.memory.good().get("php82").digest())
        .isEqualTo(world.host.digests.get("registry.example.com/php:8.2"));
    world.clock.now = Instant.parse("2026-01-01T05:00:00Z");
    world.orders = world.orders.at(world.clock.now);
    world.settle();
    assertThat(image()).contains(world.host.digests.get("registry.example.com/php:8.2"));
  }

  @Test
  void aPinToABrokenImageIsRefusedLikeAnyOther() {
    world.lastGood.put(PHP82, world.desired.services().get(PHP82));
    pin("registry.example.com/php:broken", Instant.MAX);
    var plan = world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 1);
    assertThat(resource(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(resource(plan).image()).isEqualTo("registry.example.com/php:8.2");
  }

  @Test
  void aPinnedReleaseIsServed() {
    var pin = new Orders.Pin("d".repeat(40), "a bug", "ada", world.clock.now, Optional.empty());
    world.orders =
        new Orders(
            new TreeMap<>(Map.of("release/acme", pin)),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>());
    world.settle();
    assertThat(world.host.current.get(new Name("acme"))).startsWith("dddddddddddd-");
  }

  @Test
  void aSuspendedResourceIsLeftAlone() {
    var held = new Orders.Held("I look at it", "ada", world.clock.now, Optional.empty());
    world.orders =
        new Orders(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(Map.of("container/php82", held)),
            new TreeMap<>());
    want(SERVER.replace("256M", "512M"));
    world.host.stop("php82-g1", Duration.ZERO);
    var plan = world.settle();
    assertThat(world.host.containers.get("php82-g1").running()).isFalse();
    assertThat(resource(plan).health()).isEqualTo(Resource.Health.SUSPENDED);
    assertThat(resource(plan).message()).isEqualTo("suspended by ada: I look at it");
    world.orders = Orders.NONE;
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void warnOnlyReportsDrift() {
    want(SERVER.replace("schema: 1", "schema: 1\nreconcile: { drift: warn }"));
    world.settle();
    world.host.stop("php82-g1", Duration.ZERO);
    var plan = world.settle(Duration.ofMinutes(1));
    assertThat(world.host.containers.get("php82-g1").running()).isFalse();
    assertThat(resource(plan).drift()).extracting("field").containsExactly("state");
    assertThat(change(plan).blockedBy()).contains("reconcile.drift: warn");
  }

  @Test
  void withoutMemoryForTwoGenerationsNoneIsAdded() {
    world.host.spare = new dev.pilaster.model.Observed.Spare(100 << 20, 50);
    want(SERVER.replace("256M", "512M"));
    var plan = world.settle(Duration.ofMinutes(1));
    assertThat(change(plan).blockedBy().orElseThrow())
        .contains("mem_limit is 256m, the host has 100m left");
  }

  @Test
  void withoutDiskNothingIsPulled() {
    world.host.spare = new dev.pilaster.model.Observed.Spare(1L << 40, 9);
    want(SERVER.replace("php:8.2", "php:8.2-2"));
    var plan = world.settle(Duration.ofMinutes(1));
    assertThat(change(plan).blockedBy())
        .contains("disk: 9% is free, reconcile.min_free_disk is 10%");
    assertThat(world.memory.quarantine()).isEmpty();
  }

  @Test
  void aPauseLeavesEverythingForPeopleToLookAt() {
    want(
        SERVER
            .replace("mem_limit: 256m", "update: { failure_action: pause }")
            .replace("php:8.2", "php:8.2-dies"));
    var plan = world.settle();
    assertThat(world.host.containers).containsKeys("php82-g1", "php82-g2");
    assertThat(world.host.live).containsEntry(PHP82, 1);
    assertThat(resource(plan).message()).contains("paused (failure_action)");
    want(SERVER);
    world.settle();
    assertThat(world.host.containers).doesNotContainKey("php82-g2");
  }

  private void want(String server) {
    world.commits++;
    world.desired = desired(server);
  }

  private void approve(String id) {
    var approval = new Orders.Approval(SUBJECT.toString(), "ada", world.clock.now);
    world.orders =
        new Orders(
            new TreeMap<>(), new TreeMap<>(Map.of(id, approval)), new TreeMap<>(), new TreeMap<>());
  }

  private void pin(String image, Instant until) {
    var pin = new Orders.Pin(image, "a bug", "ada", world.clock.now, Optional.of(until));
    world.orders =
        new Orders(
            new TreeMap<>(Map.of("container/php82", pin)),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>());
  }

  private String image() {
    var generation = world.host.live.get(PHP82);
    return world.host.containers.get("php82-g" + generation).image();
  }

  private static Change change(Plan plan) {
    return plan.changes().stream()
        .filter(c -> c.subject().equals(SUBJECT))
        .findFirst()
        .orElseThrow();
  }

  private static Resource resource(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(SUBJECT))
        .findFirst()
        .orElseThrow();
  }
}
