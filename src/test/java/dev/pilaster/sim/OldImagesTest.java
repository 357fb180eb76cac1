package dev.pilaster.sim;

import static dev.pilaster.sim.Fixtures.SERVER;
import static dev.pilaster.sim.Fixtures.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OldImagesTest {
  private final World world = new World(desired(SERVER));

  @BeforeEach
  void settled() {
    world.code("acme", 'a');
    world.code("beta", 'b');
    world.code("docs", 'c');
    world.settle();
  }

  @Test
  void theOldestGoesOnceThreeYoungerOnesAreIdle() {
    deploy("8.2-a", "8.2-b", "8.2-c");
    assertThat(world.host.images).contains(image("8.2"));
    deploy("8.2-d");
    assertThat(world.host.images)
        .doesNotContain(image("8.2"))
        .contains(image("8.2-a"), image("8.2-b"), image("8.2-c"), image("8.2-d"));
    assertThat(world.memory.images()).doesNotContainKey(image("8.2"));
    assertThat(world.turn().changes()).isEmpty();
  }

  @Test
  void oneThatSomebodyElsePulledStays() {
    world.host.images.add("registry.example.com/php@sha256:theirs");
    deploy("8.2-a", "8.2-b", "8.2-c", "8.2-d");
    assertThat(world.host.images).contains("registry.example.com/php@sha256:theirs");
  }

  @Test
  void aRevertNeedsNoRegistryAndKeepsItsImage() {
    deploy("8.2-a", "8.2-b", "8.2-c");
    world.host.did.clear();
    deploy("8.2");
    assertThat(world.host.did).noneMatch(did -> did.startsWith("pull"));
    deploy("8.2-d", "8.2-e");
    assertThat(world.host.images).contains(image("8.2-e"), image("8.2-d"), image("8.2-c"));
  }

  private void deploy(String... tags) {
    for (var tag : tags) {
      world.desired = desired(SERVER.replace("/php:8.2\n", "/php:" + tag + "\n"));
      world.settle();
    }
  }

  private static String image(String tag) {
    var repository = "registry.example.com/php";
    return repository + "@" + Secret.of(repository + ":" + tag).digest();
  }
}
