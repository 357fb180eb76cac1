package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.DatabaseState.Progress;
import dev.pilaster.model.DatabaseState.Schema;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Resource.Sync;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A dump is read in once (PILLAR, {@code databases.*.import}). */
final class DatabaseImportTest {
  @Test
  void aDumpIsReadOnceAndNeverAgain() {
    var world = DatabaseTest.world(", import: { from: /srv/backups/acme.sql.gz }");
    world.settle();
    assertThat(world.host.did).contains("import into schema my_shop from /srv/backups/acme.sql.gz");
    world.host.did.clear();
    world.host.imports.clear();
    world.host.schemas.put("my_shop", new Schema("utf8mb4", "utf8mb4_general_ci", 0, 0, true));
    var plan = world.settle();
    assertThat(world.host.did).isEmpty();
    assertThat(DatabaseTest.resource(plan).message())
        .startsWith("was imported at ")
        .endsWith("is empty now");
  }

  @Test
  void theServersOwnNoteOfAnImportCountsWhenTheMemoryIsLost() {
    var world = DatabaseTest.world(", import: { from: /srv/backups/acme.sql.gz }");
    world.host.imports.put("acme.default", Progress.DONE);
    world.settle();
    assertThat(world.host.did).noneMatch(d -> d.startsWith("import"));
  }

  @Test
  void aSchemaThatHasTablesIsNotFilled() {
    var world = DatabaseTest.world(", import: { from: /srv/backups/acme.sql.gz }");
    world.host.schemas.put("my_shop", new Schema("utf8mb4", "utf8mb4_general_ci", 9, 0, false));
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.did).noneMatch(d -> d.startsWith("import"));
  }

  @Test
  void aDumpThatIsRefusedIsNotReadAgainAndNoCodeIsServedWithoutIt() {
    var world = DatabaseTest.world(", import: { from: /bad.sql }");
    world.host.badDumps.add("/bad.sql");
    world.settle();
    assertThat(world.memory.quarantine()).containsKey("database/acme.default");
    assertThat(world.host.current).isEmpty();
    assertThat(DatabaseTest.resource(world.turn()).message()).contains("ERROR 1064");
    world.desired =
        Fixtures.desired(DatabaseTest.SERVER, DatabaseTest.site(", import: { from: /good.sql }"));
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.memory.quarantine()).isEmpty();
    assertThat(world.host.current).containsKey(DatabaseTest.ACME);
  }

  private static void ask(World world, boolean replace) {
    var again = new Orders.Again(replace, "ada", world.clock.now);
    world.orders =
        new Orders(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(Map.of(DatabaseTest.DEFAULT.toString(), again)));
    world.host.did.clear();
  }

  @Test
  void whoAsksHasItReadOnceMore() {
    var world = DatabaseTest.world(", import: { from: /a.sql }");
    world.settle();
    world.clock.now = world.clock.now.plusSeconds(60);
    ask(world, true);
    var plan = world.turn();
    assertThat(plan.changes().get(0).because())
        .containsExactly("to be filled again in place of what is there, asked for by ada");
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.did).containsExactly("replace what schema my_shop has by /a.sql");
    assertThat(DatabaseTest.resource(world.turn()).sync()).isEqualTo(Sync.SYNCED);
    world.orders = Orders.NONE;
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.did).hasSize(1);
  }

  @Test
  void whatWasAskedForAndFailsIsRefusedUntilTheOrderEnds() {
    var world = DatabaseTest.world(", import: { from: /a.sql }");
    world.settle();
    world.clock.now = world.clock.now.plusSeconds(60);
    world.host.badDumps.add("/a.sql");
    ask(world, true);
    world.settle();
    assertThat(DatabaseTest.resource(world.turn()).message()).contains("ERROR 1064");
    assertThat(world.host.current).containsKey(DatabaseTest.ACME);
    world.orders = Orders.NONE;
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.memory.quarantine()).isEmpty();
    assertThat(DatabaseTest.resource(world.turn()).sync()).isEqualTo(Sync.SYNCED);
  }

  @Test
  void fewerPrivilegesAreTakenAwayOnceTheDumpIsIn() {
    var world = DatabaseTest.world(", privileges: [SELECT], import: { from: /a.sql }");
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.did)
        .containsSubsequence(
            "grant ALL on `my\\_shop`.* to acme",
            "import into schema my_shop from /a.sql",
            "revoke DELETE, DROP, INSERT on `my\\_shop`.* from acme");
  }
}
