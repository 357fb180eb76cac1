package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Change;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Orders.Approval;
import dev.pilaster.model.Orders.Held;
import dev.pilaster.model.Orders.Pin;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is behind a change, and what is left alone: pins, approvals, suspended resources. */
final class OrdersTest {
  private static final Name PHP82 = new Name("php82");
  private static final Subject CONTAINER = Subject.container(PHP82);
  private static final Subject NGINX = Subject.fileset(Fileset.Kind.NGINX);
  private static final String OTHER = "registry.example.com/php:8.3";
  private static final String NEW = Fixtures.SERVER.replace("php:8.2", "php:8.3");
  private static final String FROZEN =
      "freeze: { until: 2026-01-03T00:00:00Z, reason: \"New Year\" }\n";

  private final World world = new World(desired(Fixtures.SERVER));

  @BeforeEach
  void settled() {
    world.code("acme", 'a');
    world.code("beta", 'b');
    world.code("docs", 'd');
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 1);
  }

  private void pin(Subject subject, String wanted) {
    var pin = new Pin(wanted, "it leaks", "ada", world.clock.now, Optional.empty());
    world.orders =
        new Orders(
            new TreeMap<>(Map.of(subject.toString(), pin)),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>());
  }

  private void hold(Subject subject) {
    var held = new Held("a debugger", "ada", world.clock.now, Optional.empty());
    world.orders =
        new Orders(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(Map.of(subject.toString(), held)),
            new TreeMap<>());
  }

  private void approve(String id) {
    var approval = new Approval(CONTAINER.toString(), "ada", world.clock.now);
    world.orders =
        new Orders(
            new TreeMap<>(), new TreeMap<>(Map.of(id, approval)), new TreeMap<>(), new TreeMap<>());
  }

  private static Resource resource(Plan plan, Subject subject) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private static Change change(Plan plan, Subject subject) {
    return plan.changes().stream()
        .filter(c -> c.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPinIsReachedThroughTheSameGatesAndSaysWhoAskedForIt() {
    pin(CONTAINER, OTHER);
    var first = change(world.turn(), CONTAINER);
    assertThat(first.because()).contains("pinned by ada: it leaks");
    var plan = world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
    assertThat(world.host.containers.get("php82-g2").image())
        .startsWith("registry.example.com/php");
    var resource = resource(plan, CONTAINER);
    assertThat(resource.image()).isEqualTo(OTHER);
    assertThat(resource.message()).isEqualTo("pinned to " + OTHER + " by ada: it leaks");
    assertThat(resource.sync()).isEqualTo(Resource.Sync.SYNCED);
    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void aPinThatEndsLeadsBackToWhatGitWants() {
    pin(CONTAINER, OTHER);
    world.settle();
    world.orders = Orders.NONE;
    var plan = world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 3);
    assertThat(resource(plan, CONTAINER).image()).isEqualTo("registry.example.com/php:8.2");
  }

  @Test
  void aPinnedReleaseIsServedUntilThePinEnds() {
    var release = Subject.release(new Name("docs"));
    pin(release, "e".repeat(40));
    var plan = world.settle();
    assertThat(resource(plan, release).image()).startsWith("e".repeat(12));
    assertThat(resource(plan, release).message()).contains("by ada: it leaks");
    world.orders = Orders.NONE;
    assertThat(resource(world.settle(), release).image()).startsWith("d".repeat(12));
  }

  @Test
  void aSuspendedContainerIsLeftAloneByGitAndByRepairs() {
    hold(CONTAINER);
    world.desired = desired(NEW);
    world.settle();
    world.host.stop("php82-g1", Duration.ZERO);
    var plan = world.settle();
    assertThat(world.host.containers.get("php82-g1").running()).isFalse();
    assertThat(world.host.containers).doesNotContainKey("php82-g2");
    var resource = resource(plan, CONTAINER);
    assertThat(resource.health()).isEqualTo(Resource.Health.SUSPENDED);
    assertThat(resource.sync()).isEqualTo(Resource.Sync.OUT_OF_SYNC);
    assertThat(resource.message()).isEqualTo("suspended by ada: a debugger");
    world.orders = Orders.NONE;
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aSuspendedContainerThatLeavesThePillarStays() {
    hold(CONTAINER);
    world.desired = desired(withoutPhp82());
    var plan = world.settle();
    assertThat(world.host.containers.get("php82-g1").running()).isTrue();
    assertThat(change(plan, CONTAINER).blockedBy()).contains("suspended by ada: a debugger");
    world.orders = Orders.NONE;
    world.settle();
    assertThat(world.host.containers).doesNotContainKey("php82-g1");
  }

  private static String withoutPhp82() {
    return """
    schema: 1
    containers:
      php84:
        role: php-fpm
        image: registry.example.com/php:8.4
    sites:
      beta: { container: php84 }
      docs: {}
    """;
  }

  @Test
  void timeInSuspensionIsNoTimeOfAnUpgrade() {
    world.desired = desired(NEW);
    world.settle(Duration.ofSeconds(4));
    assertThat(world.memory.rollouts()).containsKey("php82");
    hold(CONTAINER);
    world.turn();
    world.clock.now = world.clock.now.plus(Duration.ofHours(2));
    world.turn();
    world.orders = Orders.NONE;
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
    assertThat(world.memory.quarantine()).isEmpty();
  }

  @Test
  void suspendedFilesKeepWhatSomebodyWroteThere() {
    var file = FakeHost.FACTS.nginx() + "/acme.conf";
    hold(NGINX);
    world.host.files.put(file, "# mine\n");
    var plan = world.settle();
    assertThat(world.host.files).containsEntry(file, "# mine\n");
    assertThat(resource(plan, NGINX).health()).isEqualTo(Resource.Health.SUSPENDED);
    assertThat(resource(plan, NGINX).drift()).isNotEmpty();
    world.orders = Orders.NONE;
    world.settle();
    assertThat(world.host.files.get(file)).isNotEqualTo("# mine\n");
  }

  @Test
  void anUpgradeThatWantsApprovalWaitsForItAndSaysWhoGaveIt() {
    world.desired = desired(NEW.replace("mem_limit", "update: { approve: true }\n    mem_limit"));
    var plan = world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 1);
    var waiting = plan.approvals().get(0);
    assertThat(waiting.id()).matches("[0-9a-f]{8}");
    assertThat(waiting.subject()).isEqualTo(CONTAINER);
    assertThat(waiting.because()).contains("update.approve: true");
    assertThat(change(plan, CONTAINER).blockedBy().orElseThrow()).contains(waiting.id());
    approve(waiting.id());
    assertThat(change(world.turn(), CONTAINER).because()).contains("approved by ada");
    var after = world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
    assertThat(after.approvals()).isEmpty();
  }

  @Test
  void anApprovalIsForOneWishAlone() {
    var approving = "update: { approve: true }\n    mem_limit";
    world.desired = desired(NEW.replace("mem_limit", approving));
    approve(world.settle().approvals().get(0).id());
    world.desired = desired(NEW.replace("mem_limit", approving).replace("php:8.3", "php:8.5"));
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 1);
  }

  @Test
  void aRepairNeedsNoApproval() {
    world.desired =
        desired(Fixtures.SERVER.replace("mem_limit", "update: { approve: true }\n    mem_limit"));
    world.settle();
    world.host.containers.remove("php82-g1");
    var plan = world.settle();
    assertThat(plan.approvals()).isEmpty();
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void twoSitesFewerWaitAndServeOn() {
    world.desired = desired(withoutPhp82().replace("  docs: {}\n", ""));
    var plan = world.settle();
    assertThat(vhosts()).contains("acme.conf", "docs.conf");
    assertThat(world.host.containers.get("php82-g1").running()).isTrue();
    var waiting = plan.approvals().get(0);
    assertThat(waiting.because()).contains("would remove 2 sites, more than max_removals: 1");
    approve(waiting.id());
    assertThat(change(world.turn(), NGINX).because()).contains("approved by ada");
    world.settle();
    assertThat(vhosts()).doesNotContain("acme.conf", "docs.conf").contains("beta.conf");
    assertThat(world.host.containers).doesNotContainKey("php82-g1");
  }

  private List<String> vhosts() {
    var dir = FakeHost.FACTS.nginx() + "/";
    return world.host.files.keySet().stream()
        .filter(f -> f.startsWith(dir))
        .map(f -> f.substring(dir.length()))
        .toList();
  }

  @Test
  void aFreezeHoldsWhatGitWantsAndNoRepair() {
    world.desired = desired(NEW + FROZEN);
    world.settle();
    world.host.stop("php82-g1", Duration.ZERO);
    var plan = world.settle();
    assertThat(world.host.containers.get("php82-g1").running()).isTrue();
    assertThat(world.host.live).containsEntry(PHP82, 1);
    assertThat(change(plan, CONTAINER).blockedBy())
        .contains("frozen until 2026-01-03T00:00:00Z: New Year");
    world.clock.now = world.clock.now.plus(Duration.ofDays(2));
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aPinWaitsForTheFreezeAsWell() {
    world.desired = desired(Fixtures.SERVER + FROZEN);
    pin(CONTAINER, OTHER);
    var plan = world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 1);
    assertThat(change(plan, CONTAINER).blockedBy().orElseThrow()).startsWith("frozen until");
  }
}
