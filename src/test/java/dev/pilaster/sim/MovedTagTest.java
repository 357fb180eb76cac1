package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.SERVER;
import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Subject;
import org.junit.jupiter.api.Test;

/** A registry that has another image under a tag. */
final class MovedTagTest {
  private static final Name PHP82 = new Name("php82");
  private static final String TAG = "registry.example.com/php:8.2";
  private static final String MOVED = "sha256:0123456789abcdef";

  private World world = new World(desired(SERVER));

  private void settled(String server) {
    world = new World(desired(server));
    world.code("acme", 'a');
    world.code("beta", 'b');
    world.code("docs", 'c');
    world.settle();
  }

  @Test
  void itIsReportedAsAvailableAndNotDeployed() {
    settled(SERVER);
    world.host.tags.put(TAG, MOVED);
    var plan = world.settle();
    assertThat(plan.changes()).isEmpty();
    assertThat(world.host.live).containsEntry(PHP82, 1);
    assertThat(resource(plan).image()).isEqualTo(TAG);
    assertThat(resource(plan).update().orElseThrow().text())
        .matches("sha256:[0-9a-f]{12}… → 0123456789ab…");
    assertThat(resource(plan).sync()).isEqualTo(Resource.Sync.SYNCED);
  }

  @Test
  void withAutoUpdateItGoesThroughTheSameGatesAndStaysWhenTheRegistryIsAway() {
    settled(SERVER.replace("mem_limit: 256m", "auto_update: digest"));
    world.host.tags.put(TAG, MOVED);
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
    assertThat(world.host.containers.get("php82-g2").image()).endsWith(MOVED);
    world.host.tags.clear();
    var plan = world.settle();
    assertThat(plan.changes()).isEmpty();
    assertThat(world.host.live).containsEntry(PHP82, 2);
    assertThat(resource(plan).update()).isEmpty();
  }

  @Test
  void anotherTagIsNoUpdateOfTheOneThatRuns() {
    settled(SERVER);
    var broken = "registry.example.com/php:broken";
    world.host.tags.put(broken, Secret.of(broken).digest());
    world.desired = desired(SERVER.replace("/php:8.2\n", "/php:broken\n"));
    var resource = resource(world.settle());
    assertThat(resource.image()).isEqualTo(TAG);
    assertThat(resource.update()).isEmpty();
  }

  @Test
  void aTagThatDidNotMoveIsNoChange() {
    settled(SERVER.replace("mem_limit: 256m", "auto_update: digest"));
    world.host.tags.put(TAG, world.host.digests.get(TAG));
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.live).containsEntry(PHP82, 1);
  }

  private static Resource resource(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(Subject.container(PHP82)))
        .findFirst()
        .orElseThrow();
  }
}
