package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Assets that are imported once per site and host, ever. */
class AssetsTest {
  private static final Name ACME = new Name("acme");
  private static final String ARCHIVE = "/srv/backups/acme.tar.gz";
  private static final String SITE =
      Fixtures.site("php", "acme")
          + "mounts: { files: { source: files } }\nassets_import: { from: "
          + ARCHIVE
          + " }\n";

  private final World world = new World(Fixtures.desired(Fixtures.SMALL, SITE));

  @BeforeEach
  void code() {
    world.code("acme", 'a');
  }

  private long imports() {
    return world.host.did.stream().filter(d -> d.equals("import " + ARCHIVE)).count();
  }

  private static Resource tree(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(Subject.tree(ACME)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theyComeBeforeTheCodeIsServed() {
    var plan = world.settle();
    assertThat(imports()).isEqualTo(1);
    assertThat(world.host.did.indexOf("import " + ARCHIVE))
        .isLessThan(world.host.did.indexOf("flip acme " + world.host.current.get(ACME)));
    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void theMarkIsEnoughForAnAgentThatForgotAll() {
    world.settle();
    world.memory = Memory.empty();
    world.settle();
    assertThat(imports()).isEqualTo(1);
  }

  @Test
  void theMemoryIsEnoughWhereTheMarkIsGone() {
    world.settle();
    world.host.imported.clear();
    world.settle();
    assertThat(imports()).isEqualTo(1);
  }

  @Test
  void whoAsksHasThemOnceMore() {
    world.settle();
    world.clock.now = world.clock.now.plusSeconds(60);
    var again = new Orders.Again(true, "ada", world.clock.now);
    world.orders =
        new Orders(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(Map.of(Subject.tree(ACME).toString(), again)));
    assertThat(world.turn().changes().get(0).because())
        .containsExactly(
            "assets: to be filled again in place of what is there, asked for by ada, from "
                + ARCHIVE);
    assertThat(world.settle().changes()).isEmpty();
    assertThat(imports()).isEqualTo(2);
  }

  @Test
  void aBadArchiveIsRefusedOnceAndNothingIsServedWithoutIt() {
    world.host.failing.add(ARCHIVE);
    var plan = world.settle();
    assertThat(tree(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(tree(plan).message()).contains("leads out");
    assertThat(world.host.current).doesNotContainKey(ACME);
    assertThat(world.memory.quarantine()).containsKey("tree/acme");
  }
}
