package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Container;
import dev.pilaster.model.Name;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Rollout.State;
import dev.pilaster.model.Service;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One writer ever: what DEPLOY promises of services that own data. */
final class StopFirstTest {
  static final Name DB = new Name("db");

  static final String SERVER =
      """
      schema: 1
      containers:
        db:
          role: generic
          image: registry.example.com/db:1
          volumes: ["/srv/db:/data"]
          probe: { tcp: {} }
          port: 3306
          update: { order: stop-first, snapshot: true, min_healthy: 2s, monitor: 2s, healthy_deadline: 4s }
      """;

  private final World world = new World(desired(SERVER));

  @BeforeEach
  void settled() {
    world.host.dirs.add("/srv/db");
    world.watch = this::assertOneWriter;
    world.settle();
  }

  static void assertOneWriter(World world) {
    assertThat(writers(world)).as(() -> world.host.did.toString()).hasSizeLessThan(2);
  }

  private void assertOneWriter() {
    assertOneWriter(world);
  }

  static List<Container> writers(World world) {
    return world.host.containers.values().stream()
        .filter(Container::running)
        .filter(c -> FakeHost.writes(c, "/srv/db"))
        .toList();
  }

  @Test
  void theFirstGenerationMarksItsData() {
    assertThat(world.host.marks).containsExactly("/srv/db");
    assertThat(world.memory.data()).containsEntry("/srv/db", "db");
    assertThat(world.host.live).containsEntry(DB, 1);
  }

  @Test
  void anUpgradeStopsSavesAndStarts() {
    change("db:2");
    var plan = world.settle();
    assertThat(plan.changes()).isEmpty();
    assertThat(world.host.live).containsEntry(DB, 2);
    assertThat(generations()).containsExactly(2);
    assertThat(world.host.did).contains("snapshot /srv/db").doesNotContain("restore /srv/db");
    assertThat(world.host.data.get("/srv/db")).endsWith("db:1 registry.example.com/db:2");
  }

  @Test
  void itsRemovalWaitsForApprovalAndSaysSo() {
    var other =
        "{ role: generic, image: registry.example.com/web:1, port: 80, probe: { tcp: {} } }";
    world.desired = desired("schema: 1\ncontainers:\n  web: " + other + "\n");
    var plan = world.settle();
    assertThat(world.host.containers.get("db-g1").running()).isTrue();
    var resource =
        plan.resources().stream()
            .filter(r -> r.subject().equals(Subject.container(DB)))
            .findFirst()
            .orElseThrow();
    assertThat(resource.health()).isEqualTo(Resource.Health.SUSPENDED);
    assertThat(resource.message())
        .isEqualTo(
            "not in the pillar any more; waits for approval %s: "
                    .formatted(plan.approvals().get(0).id())
                + "removes a container with data in /srv/db; the data stays");
  }

  @Test
  void thePlanSaysBeforehandThatThereIsAGapAndWhatAWayBackLoses() {
    change("db:2");
    world.turn();
    var change = world.turn().changes().get(0);
    assertThat(change.because())
        .anyMatch(r -> r.startsWith("gap:"))
        .anyMatch(r -> r.contains("restores the snapshot"));
    assertThat(change.action().sign()).isEqualTo("∓");
    world.settle();
    change("db:3");
    world.turn();
    var next = world.turn().changes().get(0);
    assertThat(next.because()).anyMatch(r -> r.matches("gap: .* for [0-9]+ s"));
  }

  @Test
  void anImageThatNeverAnswersGivesTheDataAndTheOldContainerBack() {
    change("db:2-broken");
    var plan = world.settle();
    assertThat(world.host.live).containsEntry(DB, 1);
    assertThat(generations()).containsExactly(1);
    assertThat(world.host.containers.get("db-g1").running()).isTrue();
    assertThat(world.host.containers.get("db-g1").restart()).isEqualTo("unless-stopped");
    assertThat(world.host.data.get("/srv/db")).doesNotContain("broken");
    assertThat(resource(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(world.memory.quarantine()).containsKey("container/db");
  }

  @Test
  void anImageThatExitsGivesThemBackAtOnce() {
    change("db:2-dies");
    var began = world.clock.now;
    world.settle();
    assertThat(Duration.between(began, world.clock.now)).isLessThan(Duration.ofSeconds(8));
    assertThat(world.host.live).containsEntry(DB, 1);
    assertThat(world.host.data.get("/srv/db")).doesNotContain("dies");
  }

  @Test
  void oneThatTurnsBadWithTrafficIsTakenBack() {
    change("db:2-turns");
    world.settle();
    assertThat(world.host.live).containsEntry(DB, 1);
    assertThat(world.host.data.get("/srv/db")).doesNotContain("turns");
  }

  @Test
  void anUncleanStopStartsTheOldOneAgainAndTouchesNothing() {
    change("db:1-unclean");
    world.settle();
    change("db:2");
    world.settle();
    assertThat(world.host.live).containsEntry(DB, 2);
    assertThat(generations()).containsExactly(2);
    assertThat(world.host.containers.get("db-g2").running()).isTrue();
    assertThat(world.host.data.get("/srv/db")).doesNotContain("db:2");
    assertThat(world.memory.quarantine().get("container/db").reason())
        .contains("did not end cleanly: exit code 137");
  }

  @Test
  void withoutRoomForASnapshotNothingStops() {
    world.host.spare = new dev.pilaster.model.Observed.Spare(1L << 40, 50);
    change("db:2");
    world.turn();
    world.turn();
    world.host.full = true;
    world.settle(Duration.ofSeconds(30));
    assertThat(world.host.containers.get("db-g1").running()).isTrue();
    assertThat(world.host.did).noneMatch(d -> d.startsWith("stop"));
    assertThat(world.memory.quarantine()).isEmpty();
    world.host.full = false;
    world.settle();
    assertThat(world.host.live).containsEntry(DB, 2);
  }

  @Test
  void aFixDuringTheGateGoesBackFirst() {
    change("db:2-broken");
    world.settle(Duration.ofSeconds(4));
    assertThat(world.memory.rollouts().get("db").state()).isEqualTo(State.STARTED);
    change("db:3");
    world.settle();
    assertThat(world.host.live).containsEntry(DB, 3);
    assertThat(world.host.data.get("/srv/db")).doesNotContain("broken");
    assertThat(world.memory.quarantine()).isEmpty();
  }

  @Test
  void aWayBackThatFailsIsStuckAndHandsOff() {
    change("db:2-broken");
    world.settle(Duration.ofSeconds(4));
    world.host.sick.add("db-g1");
    var plan = world.settle();
    assertThat(resource(plan).message()).startsWith("Stuck: ");
    assertThat(world.memory.rollouts().get("db").state()).isEqualTo(State.STUCK);
    assertThat(world.settle().changes()).isEmpty();
    world.host.sick.clear();
    change("db:1");
    assertThat(resource(world.settle()).health()).isEqualTo(Resource.Health.HEALTHY);
  }

  @Test
  void aDiskThatIsNotMountedStartsNothing() {
    world.host.stop("db-g1", Duration.ZERO);
    world.host.marks.clear();
    var plan = world.settle();
    assertThat(resource(plan).message()).startsWith("Stuck: the mark of /srv/db is gone");
    assertThat(world.host.containers.get("db-g1").running()).isFalse();
    world.host.marks.add("/srv/db");
    world.settle();
    assertThat(world.host.containers.get("db-g1").running()).isTrue();
  }

  @Test
  void aRevertIsAnUpgradeLikeAnyOther() {
    change("db:2");
    world.settle();
    change("db:1");
    world.settle();
    assertThat(world.host.live).containsEntry(DB, 3);
  }

  private void change(String image) {
    change(world, image);
  }

  static void change(World world, String image) {
    change(world, SERVER, image);
  }

  static void change(World world, String server, String image) {
    world.commits++;
    var now = world.desired.services().get(DB);
    if (!world.memory.quarantine().containsKey("container/db")) {
      world.lastGood.put(DB, now);
    }
    world.desired = desired(server.replace("db:1", image));
  }

  static Service first() {
    return desired(SERVER).services().get(DB);
  }

  private List<Integer> generations() {
    return world.host.containers.values().stream().map(Container::generation).toList();
  }

  private static Resource resource(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(Subject.container(DB)))
        .findFirst()
        .orElseThrow();
  }
}
