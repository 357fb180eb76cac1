package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Resource;
import dev.pilaster.model.SiteStep;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A site's hooks: the dump before them, their time, and what follows when one fails. */
class HooksTest {
  private static final String DUMP = "dump my_shop";
  private static final String RESTORE = "restore dump my_shop";
  private static final String RUN = "exec php82-g1 sh -c ";

  /** Settled at one commit; the next one is there. */
  private static World world(String hooks) {
    var site =
        DatabaseTest.site("") + "hooks: { deploy: [updb], post_deploy: [cr]" + hooks + " }\n";
    var world = new World(Fixtures.desired(DatabaseTest.SERVER, site));
    world.host.dirs.add("/srv/db");
    world.code("acme", 'a');
    world.settle();
    world.host.did.clear();
    world.code("acme", 'b');
    return world;
  }

  private static List<String> deployed(World world) {
    world.settle();
    return world.host.did.stream().filter(d -> !d.startsWith("proofread")).toList();
  }

  private static String flip(World world) {
    return "flip acme " + world.host.current.get(DatabaseTest.ACME);
  }

  @Test
  void theDatabaseIsDumpedBeforeAnythingMoves() {
    var world = world("");
    assertThat(deployed(world)).containsExactly(DUMP, flip(world), RUN + "updb", RUN + "cr");
  }

  @Test
  void noDumpIsMadeWhereNoneIsWanted() {
    var world = world(", dump_before: false");
    assertThat(deployed(world)).containsExactly(flip(world), RUN + "updb", RUN + "cr");
  }

  @Test
  void aDatabaseStaysAsAHookLeftItUnlessTheSiteSaysOtherwise() {
    var world = world("");
    world.host.failing.add("updb");
    assertThat(deployed(world)).contains(DUMP, flip(world)).doesNotContain(RESTORE);
    assertThat(world.host.current.get(DatabaseTest.ACME)).startsWith("aaaaaaaaaaaa-");
  }

  @Test
  void aDatabaseThatAHookMayHaveChangedGoesBackWithTheCode() {
    var world = world(", restore_database: on_hook_failure");
    world.host.failing.add("updb");
    var did = deployed(world);
    assertThat(did).endsWith(RUN + "updb", flip(world), RESTORE);
    assertThat(flip(world)).startsWith("flip acme aaaaaaaaaaaa-");
    assertThat(world.memory.deploys()).isEmpty();
  }

  @Test
  void whatVisitorsMayHaveWrittenIsNotTakenBack() {
    var world = world(", restore_database: on_hook_failure");
    world.host.failing.add("cr");
    assertThat(deployed(world)).contains(RUN + "cr").doesNotContain(RESTORE);
    assertThat(world.host.current.get(DatabaseTest.ACME)).startsWith("aaaaaaaaaaaa-");
  }

  @Test
  void codeWhoseHookFailedIsKeptWhereThatIsWantedAndStillRefused() {
    var world = world(", on_failure: keep, restore_database: on_hook_failure");
    world.host.failing.add("updb");
    assertThat(deployed(world)).endsWith(RUN + "updb").doesNotContain(RESTORE);
    assertThat(world.host.current.get(DatabaseTest.ACME)).startsWith("bbbbbbbbbbbb-");
    assertThat(world.memory.quarantine()).containsKey("release/acme");
    var release =
        world.plan().resources().stream()
            .filter(r -> r.subject().equals(Subject.release(DatabaseTest.ACME)))
            .findFirst();
    assertThat(release.orElseThrow().health()).isEqualTo(Resource.Health.DEGRADED);
  }

  @Test
  void eachHookHasItsTimeTheSitesDirectoryAndItsUser() {
    var world = world(", timeout: 90s");
    var hooks =
        world.plan().changes().stream()
            .flatMap(c -> c.steps().stream())
            .filter(SiteStep.Hook.class::isInstance)
            .map(s -> ((SiteStep.Hook) s).exec())
            .toList();
    assertThat(hooks).hasSize(2);
    for (var exec : hooks) {
      assertThat(exec.timeout()).isEqualTo(Duration.ofSeconds(90));
      assertThat(exec.user()).contains("www-data");
      assertThat(exec.workingDir()).contains("/srv/sites/acme/current");
    }
  }
}
