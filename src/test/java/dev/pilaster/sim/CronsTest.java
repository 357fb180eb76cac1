package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Jobs of sites: their crontabs, and what is known of their runs. */
final class CronsTest {
  private static final String CRONTAB = "/etc/cron.d/pilaster-acme";
  private static final String RESULT = "/var/lib/pilaster/cron/acme/feed";
  private static final String JOB =
      "crons: { feed: { spec: \"*/10 * * * *\", command: \"echo 100%\", timeout: 5m } }\n";
  private static final String HOOKS = "hooks: { deploy: [\"drush updb\"] }\n";
  private static final Subject CRON = Subject.fileset(Fileset.Kind.CRON);

  @Test
  void aSiteWithJobsHasACrontabAndTheSecondTurnChangesNothing() {
    var world = world(JOB);
    assertThat(world.host.files.get(CRONTAB))
        .startsWith(Fileset.MARK)
        .endsWith("\n*/10 * * * * root '/var/lib/pilaster/tools/run' acme feed\n");
    assertThat(world.host.files.get("/var/lib/pilaster/tools/sites/acme"))
        .contains("service='php82'", "feed) user='www-data' seconds=300 command='echo 100%' ;;");
    assertThat(world.plan().changes()).isEmpty();
    assertThat(cron(world.plan()).sync()).isEqualTo(Resource.Sync.SYNCED);
  }

  @Test
  void aSiteWithoutJobsHasNone() {
    var world = world("");
    assertThat(world.host.files).doesNotContainKey(CRONTAB);
    assertThat(world.plan().resources()).noneMatch(r -> r.subject().equals(CRON));
  }

  @Test
  void aCrontabThatSomebodyEditedIsRepairedAndItsLineNamed() {
    var world = world(JOB);
    world.host.files.computeIfPresent(CRONTAB, (p, text) -> text.replace("*/10", "*/2"));
    var drift = cron(world.turn()).drift();
    assertThat(drift).hasSize(1);
    assertThat(drift.get(0).field()).isEqualTo(CRONTAB + ":4");
    assertThat(drift.get(0).actual()).startsWith("*/2 ");
    world.settle();
    assertThat(world.host.files.get(CRONTAB)).contains("\n*/10 ");
  }

  @Test
  void whatIsNotWantedAnyMoreIsTakenAway() {
    var world = world(JOB);
    world.desired = Fixtures.desired(Fixtures.SMALL, Fixtures.site("php", "acme"));
    world.settle();
    assertThat(world.host.files).doesNotContainKey(CRONTAB);
    assertThat(world.memory.crons()).isEmpty();
  }

  @Test
  void aDisabledSiteHasNoCrontab() {
    var world = world(JOB);
    world.desired =
        Fixtures.desired(Fixtures.SMALL, Fixtures.site("php", "acme") + JOB + "enabled: false\n");
    world.settle();
    assertThat(world.host.files).doesNotContainKey(CRONTAB);
  }

  @Test
  void somebodyElsesFileOfThatNameIsLeftAlone() {
    var world = new World(Fixtures.desired(Fixtures.SMALL, Fixtures.site("php", "acme") + JOB));
    world.host.files.put(CRONTAB, "* * * * * root theirs\n");
    world.code("acme", 'a');
    var plan = world.settle();
    assertThat(world.host.files.get(CRONTAB)).isEqualTo("* * * * * root theirs\n");
    assertThat(cron(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(cron(plan).message()).contains("somebody else's");
  }

  @Test
  void aJobThatFailedIsDegradedUntilItSucceeds() {
    var world = world(JOB);
    var now = Instant.parse("2026-01-01T00:01:00Z");
    result(world, now, now.plusSeconds(3), "failed", 7);
    world.clock.now = now.plusSeconds(10);
    var plan = world.plan();
    assertThat(cron(plan).health()).isEqualTo(Resource.Health.DEGRADED);
    assertThat(cron(plan).sync()).isEqualTo(Resource.Sync.SYNCED);
    assertThat(cron(plan).message())
        .isEqualTo("acme/feed: exit code 7 at " + now.plusSeconds(3) + ": no such feed");
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.crons().get("acme/feed").counts()).containsEntry("failed", 2L);
    result(world, now, now.plusSeconds(4), "ok", 0);
    assertThat(cron(world.plan()).health()).isEqualTo(Resource.Health.HEALTHY);
  }

  @Test
  void aJobThatWasDueAndDidNotRunIsDegraded() {
    var world = world(JOB);
    world.clock.now = Instant.parse("2026-01-01T00:11:00Z");
    assertThat(cron(world.plan()).health()).isEqualTo(Resource.Health.HEALTHY);
    world.clock.now = Instant.parse("2026-01-01T00:12:00Z");
    assertThat(cron(world.plan()).message())
        .isEqualTo("acme/feed: missed: was due at 2026-01-01T00:10:00Z, and did not run");
  }

  @Test
  void aRunThatTakesLongMissesNothing() {
    var world = world(JOB);
    var due = Instant.parse("2026-01-01T00:10:00Z");
    result(world, due.minusSeconds(60), Instant.EPOCH, "running", 0);
    world.clock.now = due.plusSeconds(120);
    assertThat(cron(world.plan()).health()).isEqualTo(Resource.Health.HEALTHY);
    world.clock.now = due.plusSeconds(600);
    assertThat(cron(world.plan()).message()).contains("missed");
  }

  @Test
  void hooksWaitForARunningJobAndNoneBeginsMeanwhile() {
    var world = world(JOB + HOOKS);
    result(world, world.clock.now, Instant.EPOCH, "running", 0);
    world.host.did.clear();
    world.code("acme", 'b');
    world.settle(Duration.ofSeconds(30));
    assertThat(world.host.did).isEmpty();
    assertThat(world.host.files.get(CRONTAB)).contains("# Paused").doesNotContain("tools/run");
    assertThat(world.plan().changes())
        .extracting(c -> c.blockedBy().orElse(""))
        .contains("cron job feed runs");
    result(world, world.clock.now, world.clock.now, "ok", 0);
    world.settle();
    assertThat(world.host.did).contains("exec php82-g1 sh -c drush updb");
    assertThat(world.host.files.get(CRONTAB)).contains("*/10");
    assertThat(world.plan().changes()).isEmpty();
  }

  @Test
  void aHookThatFailsEndsThePause() {
    var world = world(JOB + HOOKS);
    world.host.failing.add("drush updb");
    world.code("acme", 'b');
    world.settle();
    assertThat(world.host.files.get(CRONTAB)).contains("*/10");
  }

  private static World world(String more) {
    var world = new World(Fixtures.desired(Fixtures.SMALL, Fixtures.site("php", "acme") + more));
    world.code("acme", 'a');
    world.settle();
    return world;
  }

  private static void result(World world, Instant began, Instant ended, String result, int code) {
    world.host.files.put(
        RESULT,
        """
        %s
        started %d
        ended %d
        result %s
        code %d
        succeeded
        runs.ok 1
        runs.failed 2

        working
        no such feed
        """
            .formatted(Fileset.MARK, began.getEpochSecond(), ended.getEpochSecond(), result, code));
  }

  private static Resource cron(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(CRON))
        .findFirst()
        .orElseThrow();
  }
}
