package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Name;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Resource;
import dev.pilaster.model.SiteStep;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which PHP reads a release's settings before they are served, and what follows. */
class SyntaxTest {
  private static final Name ACME = new Name("acme");
  private static final String OLD = "registry.example.com/php:8.2";
  private static final String NEW = "registry.example.com/php:newer";
  private static final String SALT = "settings: { hash_salt: salt }\n";
  private static final String NEWER = "settings: { hash_salt: salt, values: { a: newer } }\n";

  private static Desired desired(String image, String settings) {
    return desired(Fixtures.SMALL.replace(OLD, image), "drupal", settings);
  }

  private static Desired desired(String server, String type, String settings) {
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("servers/web1.yaml", server);
    files.put("sites/acme.yaml", Fixtures.site(type, "acme") + settings);
    var slice = Fixtures.slice(files);
    assertThat(slice.problems()).isEmpty();
    return slice.desired().orElseThrow();
  }

  private static World empty(String image, String settings) {
    var world = new World(desired(image, settings));
    world.code("acme", '1');
    return world;
  }

  private static World settled() {
    var world = empty(OLD, SALT);
    world.settle();
    world.host.did.clear();
    return world;
  }

  private static int first(World world, String beginning) {
    for (var i = 0; i < world.host.did.size(); i++) {
      if (world.host.did.get(i).startsWith(beginning)) {
        return i;
      }
    }
    throw new AssertionError("no " + beginning + " in " + world.host.did);
  }

  @Test
  void aSitesFirstReleaseIsReadAfterThePullAndBeforeItsFlip() {
    var world = empty(OLD, SALT);
    world.settle();
    assertThat(first(world, "pull")).isLessThan(first(world, "proofread"));
    assertThat(first(world, "proofread")).isLessThan(first(world, "flip acme"));
  }

  @Test
  void aFirstReleaseWhoseImageCannotBeHadWaitsForIt() {
    var world = empty("registry.example.com/php:missing", SALT);
    assertThat(DeployTest.change(world.settle()).blockedBy())
        .contains("the image of container/php82");
    world.desired = desired(OLD, SALT);
    world.settle();
    assertThat(world.host.current).containsKey(ACME);
  }

  @Test
  void aFirstReleaseThatPhpCannotReadNeverServes() {
    var world = empty(OLD, NEWER);
    var plan = world.settle();
    assertThat(world.host.current).doesNotContainKey(ACME);
    assertThat(world.memory.quarantine().get("release/acme").reason()).contains("syntax error");
    assertThat(DeployTest.resource(plan).health()).isEqualTo(Resource.Health.DEGRADED);
  }

  @Test
  void aNewerImageAndSettingsInItsSyntaxComeTogether() {
    var world = settled();
    world.desired = desired(NEW, NEWER);
    var plan = world.settle();
    assertThat(plan.changes()).isEmpty();
    assertThat(world.memory.quarantine()).isEmpty();
    assertThat(world.host.did.get(first(world, "flip")))
        .isEqualTo("flip acme " + world.host.current.get(ACME));
    assertThat(first(world, "remove php82-g1")).isLessThan(first(world, "flip"));
  }

  @Test
  void whatBothImagesReadWaitsForNoUpgrade() {
    var world = settled();
    world.desired = desired(NEW, "settings: { hash_salt: pepper }\n");
    world.settle();
    assertThat(world.host.did).contains("point php82 2");
    assertThat(first(world, "flip")).isLessThan(first(world, "point php82 2"));
  }

  @Test
  void itWaitsOnlyAsLongAsTheNewerImageIsWanted() {
    var world = settled();
    world.desired = desired("registry.example.com/php:newer-broken", NEWER);
    var plan = world.settle();
    assertThat(world.memory.quarantine()).containsKeys("container/php82", "release/acme");
    assertThat(DeployTest.resource(plan).message()).contains("syntax error");
    assertThat(first(world, "proofread")).isPositive();
    assertThat(world.host.did).noneMatch(d -> d.startsWith("flip"));
  }

  @Test
  void whatWaitsForAnUpgradeSaysSoAndTheNextCommitGoesPast() {
    var world = settled();
    var held = new Orders.Held("not now", "ada", world.clock.now, Optional.empty());
    var php = new TreeMap<>(Map.of("container/php82", held));
    world.orders = new Orders(new TreeMap<>(), new TreeMap<>(), php, new TreeMap<>());
    world.desired = desired(NEW, NEWER);
    var plan = world.settle();
    assertThat(DeployTest.change(plan).blockedBy().orElse(""))
        .contains("an image that still answers for it", "syntax error");
    assertThat(world.memory.quarantine()).isEmpty();
    world.desired = desired(NEW, "settings: { hash_salt: pepper }\n");
    world.settle();
    assertThat(world.host.did).anyMatch(d -> d.startsWith("flip acme"));
  }

  @Test
  void thePlanNamesWhoReadsThem() {
    var world = settled();
    world.code("acme", '2');
    assertThat(DeployTest.change(world.turn()).steps())
        .filteredOn(SiteStep.CheckSettings.class::isInstance)
        .extracting(s -> s.text())
        .containsExactly("check the syntax of its settings with the PHP of " + OLD);
  }

  @Test
  void aSiteWithoutSettingsWaitsForNoImage() {
    var world = new World(desired(Fixtures.SMALL.replace(OLD, NEW), "php", ""));
    world.code("acme", '1');
    world.turn();
    assertThat(DeployTest.change(world.turn()).blockedBy()).isEmpty();
    assertThat(Map.copyOf(world.host.current)).isEmpty();
  }
}
