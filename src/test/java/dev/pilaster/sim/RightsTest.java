package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Difference;
import dev.pilaster.model.Name;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files whose owner or mode somebody changed. */
class RightsTest {
  private static final Name ACME = new Name("acme");
  private static final Difference OPEN =
      new Difference("/srv/sites/acme/current/index.php", "0640", "0777");

  private World world = new World(Fixtures.desired(Fixtures.SMALL));

  @BeforeEach
  void settled() {
    settle();
  }

  private void settle() {
    world.code("acme", 'a');
    world.settle();
    world.host.did.clear();
    world.host.wrong.put(ACME, List.of(OPEN));
  }

  private static Resource tree(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(Subject.tree(ACME)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void driftNamesTheFileAndIsRepaired() {
    var plan = world.turn();
    assertThat(tree(plan).drift()).containsExactly(OPEN);
    assertThat(tree(plan).sync()).isEqualTo(Resource.Sync.OUT_OF_SYNC);
    var after = world.settle();
    assertThat(world.host.did).containsExactly("set rights of acme");
    assertThat(tree(after).sync()).isEqualTo(Resource.Sync.SYNCED);
    assertThat(after.changes()).isEmpty();
  }

  @Test
  void anOwnerThatTheHostDoesNotHaveIsRefusedOnce() {
    world.host.failing.add("rights");
    var plan = world.settle();
    assertThat(tree(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(tree(plan).message()).contains("no user");
    world.host.wrong.clear();
    world.settle();
    assertThat(world.memory.quarantine()).isEmpty();
  }

  @Test
  void aHostThatOnlyWarnsLeavesIt() {
    world = new World(Fixtures.desired(Fixtures.SMALL + "reconcile: { drift: warn }\n"));
    settle();
    var plan = world.settle();
    assertThat(world.host.did).isEmpty();
    assertThat(tree(plan).drift()).containsExactly(OPEN);
  }
}
