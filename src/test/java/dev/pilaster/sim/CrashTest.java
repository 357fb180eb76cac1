package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.SMALL;
import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Container;
import dev.pilaster.model.Name;
import dev.pilaster.sim.Faults.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A fault at every single side effect of every way: what served goes on serving, and the next turns
 * end where a run without a fault ends.
 */
@Execution(ExecutionMode.CONCURRENT)
final class CrashTest {
  private static final Name PHP82 = new Name("php82");

  /** With a short gate: each look at a candidate is one more step to be hit. */
  private static final String DATABASE =
      StopFirstTest.SERVER
          .replace("min_healthy: 2s", "min_healthy: 1s")
          .replace("healthy_deadline: 4s", "healthy_deadline: 2s");

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anEmptyHostConvergesWhateverStepIsHit(Kind kind) {
    var more = true;
    for (var n = 1; more; n++) {
      var world = fresh(SMALL);
      more = hit(world, n, kind);
      assertEndsWell(world, "php:8.2", n);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anUpgradeEndsAndNeverStopsServingWhateverStepIsHit(Kind kind) {
    var more = true;
    for (var n = 1; more; n++) {
      var world = settled();
      world.desired = desired(SMALL.replace("php:8.2", "php:8.2-2"));
      world.lastGood.put(PHP82, desired(SMALL).services().get(PHP82));
      more = hit(world, n, kind);
      assertEndsWell(world, "php:8.2-2", n);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aRollbackEndsAndNeverStopsServingWhateverStepIsHit(Kind kind) {
    var more = true;
    for (var n = 1; more; n++) {
      var world = settled();
      world.desired = desired(SMALL.replace("php:8.2", "php:8.2-turns"));
      world.lastGood.put(PHP82, desired(SMALL).services().get(PHP82));
      more = hit(world, n, kind);
      assertEndsWell(world, "php:8.2", n);
      assertThat(world.memory.quarantine()).as("step %d", n).containsKey("container/php82");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aRefusedCandidateGoesWhateverStepIsHit(Kind kind) {
    var more = true;
    for (var n = 1; more; n++) {
      var world = settled();
      world.desired = desired(SMALL.replace("php:8.2", "php:8.2-dies"));
      world.lastGood.put(PHP82, desired(SMALL).services().get(PHP82));
      more = hit(world, n, kind);
      assertEndsWell(world, "php:8.2", n);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aStopFirstUpgradeEndsWithOneWriterWhateverStepIsHit(Kind kind) {
    var more = true;
    for (var n = 1; more; n++) {
      var world = database();
      StopFirstTest.change(world, DATABASE, "db:2");
      more = hit(world, n, kind);
      assertDataEndsWell(world, n);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aStopFirstRollbackGivesTheDataBackWhateverStepIsHit(Kind kind) {
    var more = true;
    for (var n = 1; more; n++) {
      var world = database();
      StopFirstTest.change(world, DATABASE, "db:2-broken");
      more = hit(world, n, kind);
      assertDataEndsWell(world, n);
      assertThat(world.host.data.get("/srv/db")).as("step %d", n).doesNotContain("broken");
      assertThat(world.host.live).as("step %d", n).containsEntry(StopFirstTest.DB, 1);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aDeployWithHooksEndsWhateverStepIsHit(Kind kind) {
    var more = true;
    for (var n = 1; more; n++) {
      var world = DeployTest.hooked();
      more = hit(world, n, kind);
      assertThat(world.settle().changes()).as("step %d", n).isEmpty();
      assertThat(world.host.current.get(DeployTest.ACME)).startsWith("bbbbbbbbbbbb-");
      assertThat(world.host.did).as("step %d", n).contains("exec php82-g1 sh -c drush cr");
      assertThat(world.memory.deploys()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aDeployThatFailsEndsWhereItBeganWhateverStepIsHit(Kind kind) {
    var more = true;
    for (var n = 1; more; n++) {
      var world = DeployTest.hooked();
      world.host.failing.add("drush updb");
      more = hit(world, n, kind);
      assertThat(world.settle().changes()).as("step %d", n).isEmpty();
      assertThat(world.host.current.get(DeployTest.ACME)).startsWith("aaaaaaaaaaaa-");
      assertThat(world.memory.quarantine()).containsKey("release/acme");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSiteWithADatabaseIsServedOnceItIsFilledWhateverStepIsHit(Kind kind) {
    var more = true;
    for (var n = 1; more; n++) {
      var world = DatabaseTest.world(", import: { from: /srv/backups/acme.sql.gz }");
      more = hit(world, n, kind, () -> DatabaseTest.assertNoCodeBeforeItsDatabase(world));
      assertThat(world.settle().changes()).as("step %d", n).isEmpty();
      assertThat(world.host.schemas.get("my_shop").tables()).as("step %d", n).isEqualTo(7);
      assertThat(world.host.current).containsKey(DatabaseTest.ACME);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPasswordIsRotatedWithoutAFailedLoginWhateverStepIsHit(Kind kind) {
    var more = true;
    for (var n = 1; more; n++) {
      var world = DatabaseTest.world("");
      world.settle();
      DatabaseTest.rotate(world, "two");
      more = hit(world, n, kind, () -> DatabaseTest.assertLogsIn(world));
      assertThat(world.settle().changes()).as("step %d", n).isEmpty();
      assertThat(world.host.accounts.get("acme").passwords()).hasSize(1);
    }
  }

  private static World database() {
    var world = new World(desired(ungated(DATABASE)));
    world.host.dirs.add("/srv/db");
    world.settle();
    world.desired = desired(DATABASE);
    return world;
  }

  /** The first generation need not be watched for long. */
  private static String ungated(String server) {
    return server.replaceAll("(min_healthy|monitor): [12]s", "$1: 0s");
  }

  private static void assertDataEndsWell(World world, int n) {
    assertThat(world.settle().changes()).as("step %d", n).isEmpty();
    var writers = StopFirstTest.writers(world);
    assertThat(writers).as("step %d: %s", n, world.host.did).hasSize(1);
    assertThat(world.host.containers).as("step %d", n).hasSize(1);
    assertThat(writers.get(0).restart()).as("step %d", n).isEqualTo("unless-stopped");
    assertThat(world.host.live.get(StopFirstTest.DB)).isEqualTo(writers.get(0).generation());
  }

  private static World fresh(String server) {
    var world = new World(desired(server));
    world.code("acme", 'a');
    return world;
  }

  private static World settled() {
    var world = fresh(ungated(SMALL));
    world.settle();
    world.desired = desired(SMALL);
    return world;
  }

  /** Runs into the fault, then on with a new process; answers whether the way was that long. */
  private static boolean hit(World world, int n, Kind kind) {
    return hit(world, n, kind, () -> {});
  }

  private static boolean hit(World world, int n, Kind kind, Runnable also) {
    var serving = serves(world);
    var faults = new Faults(world.host, n, kind);
    world.restart(host -> faults.host());
    world.watch =
        () -> {
          assertThat(!serving || serves(world)).as("serves, step %d", n).isTrue();
          StopFirstTest.assertOneWriter(world);
          also.run();
        };
    try {
      while (!faults.happened() && !world.isSettled()) {
        world.step();
      }
      world.missed();
      world.settle();
    } catch (Faults.Crash e) {
      world.restart(host -> host);
      world.clock.now = world.clock.now.plus(Duration.ofSeconds(1));
      world.settle();
    }
    return faults.happened();
  }

  private static boolean serves(World world) {
    return world.host.containers.values().stream()
        .filter(c -> c.service().equals(PHP82))
        .anyMatch(c -> c.running() && world.host.live.getOrDefault(PHP82, 0) == c.generation());
  }

  private static void assertEndsWell(World world, String image, int n) {
    assertThat(world.turn().changes()).as("step %d", n).isEmpty();
    var left =
        world.host.containers.values().stream().filter(c -> c.service().equals(PHP82)).toList();
    assertThat(left).as("step %d", n).hasSize(1);
    var digest = world.host.digests.get("registry.example.com/" + image);
    assertThat(left.get(0).image()).as("step %d", n).endsWith(digest);
    assertThat(left.get(0).restart()).as("step %d", n).isEqualTo("unless-stopped");
    assertThat(left).allMatch(Container::running);
    assertThat(List.of(world.host.live.get(PHP82))).containsExactly(left.get(0).generation());
  }
}
