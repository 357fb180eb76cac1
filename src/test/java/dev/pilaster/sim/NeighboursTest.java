package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Observed.Neighbours;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other people's vhosts on the same nginx. */
class NeighboursTest {
  private static final String VHOST = FakeHost.FACTS.nginx() + "/acme.conf";

  private final World world =
      new World(Fixtures.desired(Fixtures.SMALL, Fixtures.site("php", "acme")));

  @BeforeEach
  void settled() {
    world.host.neighbours = new Neighbours("one", new TreeMap<>());
    world.code("acme", 'a');
    world.settle();
  }

  private static Resource nginx(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(Subject.fileset(Fileset.Kind.NGINX)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNameThatSomebodyElseTakesLaterIsToldAndNothingIsTakenAway() {
    var places = "acme.example.com on 0.0.0.0:80: server_name in a.conf:3, and in b.conf:1";
    world.host.neighbours = new Neighbours("two", new TreeMap<>(Map.of(VHOST, places)));
    var plan = world.settle();
    assertThat(plan.changes()).isEmpty();
    assertThat(nginx(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(nginx(plan).message()).isEqualTo("nginx ignores one of two: " + places);
    world.host.neighbours = new Neighbours("one", new TreeMap<>());
    assertThat(nginx(world.settle()).health()).isEqualTo(Resource.Health.HEALTHY);
  }

  /** The other one has the name when ours is changed. */
  private String refused() {
    world.desired =
        Fixtures.desired(
            Fixtures.SMALL, Fixtures.site("php", "acme") + "nginx: { noindex: true }\n");
    var before = world.host.files.get(VHOST);
    world.host.badFiles.add(wanted());
    world.settle();
    assertThat(world.host.files).containsEntry(VHOST, before);
    assertThat(world.memory.quarantine()).containsKey(VHOST);
    return before;
  }

  private String wanted() {
    return world.plan().changes().stream()
        .flatMap(c -> c.steps().stream())
        .filter(Step.Install.class::isInstance)
        .map(s -> ((Step.Install) s).files().files().get(VHOST))
        .findFirst()
        .orElseThrow()
        .text();
  }

  @Test
  void whatWasRefusedIsTriedAgainWhenTheOthersHaveChanged() {
    refused();
    world.host.badFiles.clear();
    assertThat(nginx(world.settle()).health()).isEqualTo(Resource.Health.DEGRADED);
    world.host.neighbours = new Neighbours("two", new TreeMap<>());
    assertThat(nginx(world.settle()).health()).isEqualTo(Resource.Health.HEALTHY);
    assertThat(world.host.files.get(VHOST)).contains("noindex");
    assertThat(world.memory.quarantine()).isEmpty();
  }

  @Test
  void itIsTriedOnceForEachOfTheirChanges() {
    var before = refused();
    world.host.neighbours = new Neighbours("two", new TreeMap<>());
    world.settle();
    var refusal = world.memory.quarantine().get(VHOST);
    world.host.neighbours = Neighbours.UNKNOWN;
    world.settle();
    world.host.neighbours = new Neighbours("two", new TreeMap<>());
    world.settle();
    assertThat(world.memory.quarantine()).containsEntry(VHOST, refusal);
    assertThat(world.host.files).containsEntry(VHOST, before);
  }
}
