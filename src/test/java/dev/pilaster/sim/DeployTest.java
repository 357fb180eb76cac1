package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Change;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release's way from git to visitors (DEPLOY, site code). */
final class DeployTest {
  static final Name ACME = new Name("acme");
  private static final String SITE =
      Fixtures.site("php", "acme")
          + "hooks: { deploy: [\"drush updb\"], post_deploy: [\"drush cr\"], restore_database:"
          + " on_hook_failure }\n";

  private final World world = new World(Fixtures.desired(Fixtures.SMALL, SITE));

  @BeforeEach
  void settled() {
    world.code("acme", 'a');
    world.settle();
    world.host.did.clear();
  }

  @Test
  void codeAndSettingsAreOneFlipAndTheHooksFollow() {
    world.code("acme", 'b');
    var plan = world.settle();
    assertThat(plan.changes()).isEmpty();
    assertThat(world.host.did)
        .containsExactly(
            "flip acme " + world.host.current.get(ACME),
            "exec php82-g1 sh -c drush updb",
            "exec php82-g1 sh -c drush cr");
    assertThat(world.memory.deploys()).isEmpty();
  }

  @Test
  void aHookThatFailsFlipsBackAndTheReleaseIsRefused() {
    world.host.failing.add("drush updb");
    world.code("acme", 'b');
    var plan = world.settle();
    assertThat(world.host.current.get(ACME)).startsWith("aaaaaaaaaaaa-");
    assertThat(world.memory.quarantine()).containsKey("release/acme");
    assertThat(resource(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(world.host.did).doesNotContain("exec php82-g1 sh -c drush cr");
  }

  @Test
  void aReleaseThatBreaksTheSiteIsTakenBack() {
    world.host.badReleases.add("bbbbbbbbbbbb");
    world.code("acme", 'b');
    world.settle();
    assertThat(world.host.current.get(ACME)).startsWith("aaaaaaaaaaaa-");
    assertThat(world.memory.quarantine().get("release/acme").reason()).contains("answered 500");
  }

  @Test
  void aReleaseThatAnswersOtherwiseThanItsCheckWantsIsTakenBack() {
    world.host.answers.put("bbbbbbbbbbbb", 404);
    world.code("acme", 'b');
    world.settle();
    assertThat(world.host.current.get(ACME)).startsWith("aaaaaaaaaaaa-");
    assertThat(world.memory.quarantine().get("release/acme").reason()).contains("answered 404");
  }

  @Test
  void aSiteThatNeverAnsweredSoHasOnlyToBeAlive() {
    world.host.answers.put("aaaaaaaaaaaa", 302);
    world.host.answers.put("bbbbbbbbbbbb", 403);
    world.code("acme", 'b');
    world.settle();
    assertThat(world.host.current.get(ACME)).startsWith("bbbbbbbbbbbb-");
  }

  @Test
  void aHookAfterTheFlipThatFailsTakesTheCodeBackButNotTheDatabase() {
    world.host.failing.add("drush cr");
    world.code("acme", 'b');
    world.settle();
    assertThat(world.host.current.get(ACME)).startsWith("aaaaaaaaaaaa-");
    assertThat(world.memory.quarantine()).containsKey("release/acme");
    assertThat(world.host.did).noneMatch(did -> did.startsWith("restore"));
  }

  @Test
  void aSiteThatWasBrokenBeforeIsNotBlamedOnItsNewRelease() {
    world.host.badReleases.add("aaaaaaaaaaaa");
    world.host.badReleases.add("bbbbbbbbbbbb");
    world.code("acme", 'b');
    world.settle();
    assertThat(world.host.current.get(ACME)).startsWith("bbbbbbbbbbbb-");
    assertThat(world.memory.quarantine()).isEmpty();
  }

  @Test
  void anotherCommitEndsTheRefusal() {
    world.host.failing.add("drush updb");
    world.code("acme", 'b');
    world.settle();
    world.host.failing.clear();
    world.code("acme", 'c');
    world.settle();
    assertThat(world.host.current.get(ACME)).startsWith("cccccccccccc-");
    assertThat(world.memory.quarantine()).isEmpty();
  }

  @Test
  void thePlanShowsTheWholeWayBeforehand() {
    world.code("acme", 'b');
    var steps = change(world.turn()).steps();
    assertThat(steps)
        .extracting(s -> s.text().replaceAll("^(\\w+ \\w+).*", "$1"))
        .containsExactly(
            "write release", "ask the", "point current", "run drush", "ask the", "run drush");
  }

  @Test
  void aBuildsImageIsFetchedOnceAndAnotherBuildIsAnotherRelease() {
    world.desired = Fixtures.desired(Fixtures.SMALL, SITE.replace("ref: main", BUILD));
    world.settle();
    assertThat(world.host.current.get(ACME)).startsWith("aaaaaaaaaaaa-");
    assertThat(world.host.releases.get(ACME)).hasSize(2);
    world.code("acme", 'b');
    world.settle();
    assertThat(world.host.did)
        .filteredOn(d -> d.startsWith("pull"))
        .containsExactly("pull registry.example.com/composer:2");
  }

  private static final String BUILD =
      "ref: main, build: { image: registry.example.com/composer:2, commands: [composer install] }";

  @Test
  void nothingIsWrittenToADiskThatIsFull() {
    world.host.spare = new Observed.Spare(1L << 40, 9);
    world.code("acme", 'b');
    var plan = world.settle();
    assertThat(change(plan).blockedBy()).contains(DISK);
    assertThat(world.host.releases.get(ACME)).hasSize(1);
    world.host.spare = new Observed.Spare(1L << 40, 10);
    world.settle();
    assertThat(world.host.current.get(ACME)).startsWith("bbbbbbbbbbbb-");
  }

  private static final String DISK = "disk: 9% is free, reconcile.min_free_disk is 10%";

  static Change change(Plan plan) {
    return plan.changes().stream()
        .filter(c -> c.subject().equals(Subject.release(ACME)))
        .findFirst()
        .orElseThrow();
  }

  static Resource resource(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(Subject.release(ACME)))
        .findFirst()
        .orElseThrow();
  }

  /** A settled world whose next release has hooks. */
  static World hooked() {
    var world = new World(Fixtures.desired(Fixtures.SMALL, SITE));
    world.code("acme", 'a');
    world.settle();
    world.code("acme", 'b');
    return world;
  }
}
