package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.DatabaseState.Account;
import dev.pilaster.model.DatabaseState.Schema;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Subject;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is not ours, or no longer wanted, stays as it is. */
final class ForeignDatabaseTest {
  @Test
  void whatWasThereBeforeUsIsToldAndLeftAlone() {
    var world = DatabaseTest.world("");
    world.host.schemas.put("my_shop", new Schema("latin1", "latin1_swedish_ci", 3, 0, false));
    var theirs =
        new Account(
            DatabaseTest.hashes("theirs"),
            true,
            false,
            new TreeMap<>(),
            new TreeSet<>(List.of("%.lan")));
    world.host.accounts.put("acme", theirs);
    world.settle();
    var plan = world.turn();
    assertThat(world.host.accounts).containsEntry("acme", theirs);
    assertThat(world.host.schemas.get("my_shop").charset()).isEqualTo("latin1");
    assertThat(DatabaseTest.resource(plan).drift())
        .extracting(Difference::field)
        .containsExactly(
            "charset", "collation", "account", "password", "grants on " + DatabaseTest.ON);
    assertThat(DatabaseTest.resource(plan).message())
        .startsWith("was there before and is left alone: charset");
    assertThat(world.host.current).as("code without a database").isEmpty();
    assertThat(plan.changes())
        .extracting(c -> c.subject().toString())
        .containsExactly("release/acme");
  }

  @Test
  void whatWasThereBeforeUsAndFitsIsUsed() {
    var world = DatabaseTest.world("");
    world.host.schemas.put("my_shop", new Schema("utf8mb4", "utf8mb4_general_ci", 3, 0, false));
    var grants = new TreeMap<String, java.util.SortedSet<String>>();
    grants.put(DatabaseTest.ON, new TreeSet<>(FakeServers.ALL));
    grants.put("`other`.*", new TreeSet<>(FakeServers.ALL));
    world.host.accounts.put(
        "acme", new Account(DatabaseTest.hashes("one"), false, false, grants, new TreeSet<>()));
    var plan = world.settle();
    assertThat(plan.changes()).isEmpty();
    assertThat(DatabaseTest.resource(plan).sync()).isEqualTo(Sync.SYNCED);
    assertThat(world.host.did).noneMatch(d -> d.contains("account") || d.contains("grant"));
  }

  @Test
  void aDatabaseThatNobodyWantsAnyMoreStays() {
    var world = DatabaseTest.world("");
    world.settle();
    world.desired = Fixtures.desired(DatabaseTest.SERVER);
    world.host.did.clear();
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.schemas).containsKey("my_shop");
    assertThat(world.host.accounts).containsKey("acme");
  }

  @Test
  void nothingIsDoneForAServerOfSomebodyElse() {
    var theirs =
        "databases: { default: { host: db.example.com, manage: false, name: a, user: a, password: a"
            + " } }\n";
    var world =
        new World(Fixtures.desired(DatabaseTest.SERVER, Fixtures.site("php", "acme") + theirs));
    world.host.dirs.add("/srv/db");
    world.code("acme", 'a');
    var plan = world.settle();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.resources()).noneMatch(r -> r.subject().kind() == Subject.Kind.DATABASE);
    assertThat(world.host.current).containsKey(DatabaseTest.ACME);
  }
}
