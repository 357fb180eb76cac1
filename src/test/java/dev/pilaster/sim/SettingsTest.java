package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Desired;
import dev.pilaster.model.DrupalCore;
import dev.pilaster.model.Name;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Release;
import dev.pilaster.model.Resource;
import dev.pilaster.model.SiteStep;
import dev.pilaster.model.Subject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Settings go with the code: another setting is another release. */
class SettingsTest {
  private static final Name ACME = new Name("acme");

  private static Desired acme(String more) {
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("servers/web1.yaml", Fixtures.SMALL);
    files.put("sites/acme.yaml", Fixtures.site("drupal", "acme") + more);
    var slice = Fixtures.slice(files);
    assertThat(slice.problems()).isEmpty();
    return slice.desired().orElseThrow();
  }

  private static World settled(String more) {
    var world = new World(acme(more));
    world.code("acme", '1');
    world.settle();
    return world;
  }

  private static Resource release(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(Subject.release(ACME)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anotherValueIsAnotherReleaseOfTheSameCommit() {
    var world = settled("settings: { hash_salt: salt }\n");
    var before = world.host.current.get(ACME);
    assertThat(before).startsWith("111111111111-");
    world.desired = acme("settings: { hash_salt: salt, values: { debug: true } }\n");
    world.settle();
    assertThat(world.host.current.get(ACME)).startsWith("111111111111-").isNotEqualTo(before);
  }

  @Test
  void theVhostAndTheStatusFollowTheVersionOfTheCode() {
    var world = new World(acme("settings: { hash_salt: salt }\n"));
    world.host.drupals.put("1", new DrupalCore("10.3.1", "web/core/lib/Drupal.php"));
    world.host.drupals.put("2", new DrupalCore("11.1.0", "web/core/lib/Drupal.php"));
    world.code("acme", '1');
    assertThat(release(world.settle()).version()).contains("Drupal 10.3.1");
    var vhost = FakeHost.FACTS.nginx() + "/acme.conf";
    assertThat(world.host.files.get(vhost)).contains("statistics");
    world.code("acme", '2');
    assertThat(release(world.settle()).version()).contains("Drupal 11.1.0");
    assertThat(world.host.files.get(vhost)).doesNotContain("statistics");
  }

  @Test
  void theReleaseBringsItsSettingsAndTheWayToThem() {
    var world = new World(acme("settings: { hash_salt: salt }\n"));
    world.code("acme", '1');
    var export = release(world);
    assertThat(export.settings()).containsOnlyKeys("settings.php");
    assertThat(export.includes())
        .containsOnlyKeys(
            "web/sites/default/settings.php", "web/sites/default/settings.pilaster.php");
    assertThat(export.links())
        .isEqualTo(Map.of("private", "private", "web/sites/default/files", "files"));
  }

  @Test
  void theSitesOwnPhpReadsThemBeforeTheyAreServed() {
    var world = settled("settings: { hash_salt: salt }\n");
    world.host.did.clear();
    world.code("acme", '2');
    world.settle();
    var name = world.host.current.get(ACME);
    assertThat(name).startsWith("222222222222-");
    assertThat(world.host.did)
        .containsExactly(
            "proofread " + name + " with registry.example.com/php:8.2", "flip acme " + name);
  }

  @Test
  void settingsThatPhpCannotReadAreNeverServed() {
    var world = settled("settings: { hash_salt: salt }\n");
    world.code("acme", '2');
    var name = release(world).name();
    var file = "/acme/releases/" + name + "/web/sites/default/settings.pilaster.php";
    world.host.failing.add(FakeHost.FACTS.sites() + file);
    var plan = world.settle();
    assertThat(world.host.did).noneMatch(did -> did.equals("flip acme " + name));
    assertThat(world.host.current.get(ACME)).startsWith("111111111111-");
    assertThat(release(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(world.memory.quarantine()).containsKey("release/acme");
  }

  private static Release release(World world) {
    return world.plan().changes().stream()
        .flatMap(c -> c.steps().stream())
        .filter(SiteStep.Export.class::isInstance)
        .map(s -> ((SiteStep.Export) s).release())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aValueThatPhpCannotReadHoldsBackItsSiteAlone() {
    var world = settled("settings: { hash_salt: salt }\n");
    var before = world.host.current.get(ACME);
    world.desired =
        acme(
            """
            settings: { hash_salt: salt }
            php: { date.timezone: "it's" }
            nginx: { noindex: true }
            """);
    var plan = world.settle();
    assertThat(world.host.current).containsEntry(ACME, before);
    assertThat(release(plan).message()).contains("php.ini has no way to write it's");
    assertThat(release(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(world.host.files.get(FakeHost.FACTS.nginx() + "/acme.conf")).contains("noindex");
  }
}
