package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.SMALL;
import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import dev.pilaster.model.Rollout.State;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A newer wish in the middle of an upgrade. */
final class SupersedeTest {
  private static final Name PHP82 = new Name("php82");

  private final World world = new World(desired(SMALL));

  @BeforeEach
  void settled() {
    world.code("acme", 'a');
    world.settle();
  }

  @Test
  void duringTheGateTheCandidateGoesWithoutBlame() {
    want("php:8.2-broken");
    until(State.STARTED);
    want("php:8.2-3");
    world.settle();
    assertThat(world.memory.quarantine()).isEmpty();
    assertThat(image()).isEqualTo("php:8.2-3");
    assertThat(world.host.containers).hasSize(1);
  }

  @Test
  void duringTheMonitorWindowTheProvenOneServesUntilTheNewestIsReady() {
    want("php:8.2-2");
    until(State.OBSERVING);
    world.turn();
    want("php:8.2-3");
    world.settle();
    assertThat(world.memory.quarantine()).isEmpty();
    assertThat(world.host.did)
        .containsSubsequence("point php82 2", "point php82 1", "point php82 3");
    assertThat(image()).isEqualTo("php:8.2-3");
  }

  @Test
  void aRevertDuringTheMonitorWindowIsOneRename() {
    want("php:8.2-2");
    until(State.OBSERVING);
    world.turn();
    world.turn();
    want("php:8.2");
    var began = world.clock.now;
    while (world.host.live.get(PHP82) != 1) {
      world.step();
    }
    assertThat(Duration.between(began, world.clock.now)).isLessThan(Duration.ofSeconds(2));
    world.settle();
    assertThat(world.host.containers.keySet()).containsExactly("php82-g1");
  }

  @Test
  void anUnrelatedCommitDisturbsNothing() {
    want("php:8.2-2");
    until(State.OBSERVING);
    world.commits++;
    world.settle();
    assertThat(world.host.live).containsEntry(PHP82, 2);
    assertThat(world.memory.generations()).containsEntry("php82", 2);
  }

  @Test
  void aCandidateThatTheEngineEndedIsNotBlamed() {
    want("php:8.2-2");
    until(State.STARTED);
    world.turn();
    world.host.restartEngine(137);
    world.missed();
    world.settle();
    assertThat(world.memory.quarantine()).isEmpty();
    assertThat(image()).isEqualTo("php:8.2-2");
  }

  private void want(String image) {
    world.commits++;
    world.lastGood.put(PHP82, desired(SMALL).services().get(PHP82));
    world.desired = desired(SMALL.replace("php:8.2", image));
  }

  private void until(State state) {
    for (var i = 0; i < 100 && !in(state); i++) {
      world.step();
    }
    assertThat(in(state)).isTrue();
  }

  private boolean in(State state) {
    var rollout = world.memory.rollouts().get("php82");
    return rollout != null && rollout.state() == state;
  }

  private String image() {
    var generation = world.host.live.get(PHP82);
    var image = world.host.containers.get("php82-g" + generation).image();
    return world.host.digests.entrySet().stream()
        .filter(d -> image.endsWith(d.getValue()))
        .map(d -> d.getKey().substring("registry.example.com/".length()))
        .findFirst()
        .orElseThrow();
  }
}
