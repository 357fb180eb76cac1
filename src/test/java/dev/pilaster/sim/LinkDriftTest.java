package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Difference;
import dev.pilaster.model.Name;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import org.junit.jupiter.api.Test;

/** A site's {@code current} link that somebody moved. */
class LinkDriftTest {
  private static final Name ACME = new Name("acme");
  private static final String ELSEWHERE = "ffffffffffff-00000000";

  private World world = new World(Fixtures.desired(Fixtures.SMALL));
  private String wanted = "";

  private void moved() {
    world.code("acme", 'a');
    world.settle();
    wanted = world.host.current.get(ACME);
    world.host.did.clear();
    world.host.current.put(ACME, ELSEWHERE);
  }

  private static Resource release(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(Subject.release(ACME)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void driftNamesTheLinkAndItIsPutBack() {
    moved();
    var plan = world.turn();
    assertThat(release(plan).drift()).containsExactly(new Difference("current", wanted, ELSEWHERE));
    var after = world.settle();
    assertThat(world.host.current).containsEntry(ACME, wanted);
    assertThat(release(after).sync()).isEqualTo(Resource.Sync.SYNCED);
    assertThat(after.changes()).isEmpty();
  }

  @Test
  void aHostThatOnlyWarnsLeavesIt() {
    world = new World(Fixtures.desired(Fixtures.SMALL + "reconcile: { drift: warn }\n"));
    moved();
    var plan = world.settle();
    assertThat(world.host.current).containsEntry(ACME, ELSEWHERE);
    assertThat(release(plan).drift()).hasSize(1);
    assertThat(release(plan).message()).isEqualTo("reconcile.drift: warn");
  }

  @Test
  void aNewCommitIsNoDrift() {
    moved();
    world.host.current.put(ACME, wanted);
    world.code("acme", 'b');
    assertThat(release(world.turn()).drift()).isEmpty();
  }
}
