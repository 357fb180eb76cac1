package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Change;
import dev.pilaster.model.DatabaseState.Schema;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Name;
import dev.pilaster.model.NativePassword;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Subject;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schemas and accounts of sites (PILLAR, {@code databases}). */
final class DatabaseTest {
  static final String SERVER =
      """
      schema: 1
      containers:
        php82:
          role: php-fpm
          image: registry.example.com/php:8.2
          update: { min_healthy: 2s, monitor: 2s, healthy_deadline: 10s }
        mariadb:
          role: mariadb
          image: registry.example.com/mariadb:10.11
          volumes: ["/srv/db:/var/lib/mysql"]
          update: { min_healthy: 2s, monitor: 2s, healthy_deadline: 10s }
      sites:
        acme: { container: php82 }
      """;
  static final String DATABASE =
      "databases: { default: { service: mariadb, name: my_shop, user: acme, password: one%s } }\n";
  static final Name ACME = new Name("acme");
  static final Subject DEFAULT = Subject.database(ACME, "default");
  static final String ON = "`my\\_shop`.*";

  private final World world = world("");

  /** {@code more}: keys of the database. */
  static World world(String more) {
    var world = new World(Fixtures.desired(SERVER, site(more)));
    world.host.dirs.add("/srv/db");
    world.code("acme", 'a');
    return world;
  }

  static String site(String more) {
    return Fixtures.site("php", "acme") + DATABASE.formatted(more);
  }

  @BeforeEach
  void settled() {
    assertThat(world.settle().changes()).isEmpty();
  }

  static Resource resource(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().equals(DEFAULT))
        .findFirst()
        .orElseThrow();
  }

  static List<Secret> hashes(String... passwords) {
    return java.util.Arrays.stream(passwords).map(p -> NativePassword.hash(Secret.of(p))).toList();
  }

  @Test
  void schemaAccountAndGrantsAreThereBeforeTheCodeThatNeedsThem() {
    assertThat(world.host.did.stream().filter(d -> !d.matches("(pull|point|exec) .*")))
        .containsExactly(
            "create schema my_shop (utf8mb4, utf8mb4_general_ci)",
            "create account acme",
            "note that schema my_shop is for acme",
            "note that account acme is for acme",
            "grant ALL on `my\\_shop`.* to acme",
            "proofread " + world.host.current.get(ACME) + " with registry.example.com/php:8.2",
            "flip acme " + world.host.current.get(ACME));
    assertThat(resource(world.turn()).sync()).isEqualTo(Sync.SYNCED);
    assertThat(resource(world.turn()).health()).isEqualTo(Health.HEALTHY);
  }

  @Test
  void theFirstPlanShowsWhatWaitsForTheServer() {
    var plan = world("").turn();
    var change = plan.changes().stream().filter(c -> c.subject().equals(DEFAULT)).findFirst();
    assertThat(change.flatMap(Change::blockedBy)).contains("container/mariadb");
    assertThat(change.orElseThrow().steps()).hasSize(5);
    assertThat(resource(plan).health()).isEqualTo(Health.MISSING);
  }

  @Test
  void whatIsNotedForNobodyIsNoted() {
    world.host.kept.remove("schema my_shop");
    assertThat(resource(world.turn()).drift())
        .containsExactly(new Difference("schema my_shop", "for acme", "not"));
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.kept).containsKey("schema my_shop");
  }

  @Test
  void anAlteredGrantIsNamedAndMended() {
    world.host.accounts.get("acme").grants().get(ON).remove("DROP");
    var plan = world.turn();
    assertThat(resource(plan).drift())
        .containsExactly(new Difference("grants on " + ON, "ALL", "DELETE, INSERT, SELECT"));
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.host.accounts.get("acme").grants().get(ON)).hasSize(4);
  }

  @Test
  void aGrantThatNobodyWantsIsTaken() {
    grant("`my_shop`.*", "SELECT");
    var plan = world.turn();
    assertThat(resource(plan).drift())
        .containsExactly(new Difference("grants on `my_shop`.*", "none", "SELECT"));
    world.settle();
    assertThat(world.host.accounts.get("acme").grants().keySet()).containsExactly(ON);
  }

  private void grant(String on, String... privileges) {
    var have = world.host.accounts.get("acme");
    var grants = new TreeMap<>(have.grants());
    grants.put(on, new TreeSet<>(List.of(privileges)));
    world.host.accounts.put("acme", FakeServers.account(have.passwords(), grants));
  }

  @Test
  void alteredDefaultsOfASchemaAreNamedAndMended() {
    world.host.schemas.put("my_shop", new Schema("latin1", "latin1_swedish_ci", 3, 1, true));
    var resource = resource(world.turn());
    assertThat(resource.drift())
        .extracting(Difference::field)
        .containsExactly("charset", "collation");
    assertThat(resource.message()).isEqualTo("1 tables have another character set");
    world.settle();
    assertThat(world.host.schemas.get("my_shop").charset()).isEqualTo("utf8mb4");
  }

  @Test
  void anAccountThatWasDroppedComesBack() {
    world.host.accounts.clear();
    var resource = resource(world.turn());
    assertThat(resource.health()).isEqualTo(Health.DEGRADED);
    assertThat(resource.drift()).containsExactly(new Difference("account", "acme", "missing"));
    world.settle();
    assertThat(world.host.accounts.get("acme").passwords()).isEqualTo(hashes("one"));
  }

  @Test
  void whileOnePasswordFollowsAnotherBothLogIn() {
    rotate("two, password_previous: one");
    world.settle();
    assertThat(world.host.accounts.get("acme").passwords()).isEqualTo(hashes("two", "one"));
    rotate("two");
    world.settle();
    assertThat(world.host.accounts.get("acme").passwords()).isEqualTo(hashes("two"));
    assertThat(resource(world.turn()).sync()).isEqualTo(Sync.SYNCED);
  }

  private void rotate(String password) {
    rotate(world, password);
  }

  static void rotate(World world, String password) {
    var text = site("").replace("password: one", "password: " + password);
    world.desired = Fixtures.desired(SERVER, text);
  }

  /** What serves was written when its account, its schema and its dump were there. */
  static void assertNoCodeBeforeItsDatabase(World world) {
    if (world.host.current.containsKey(ACME)) {
      assertThat(world.host.accounts.get("acme").grants()).containsKey(ON);
      assertThat(world.host.schemas.get("my_shop").tables()).isEqualTo(7);
    }
  }

  /** With the password in the settings that serve. */
  static void assertLogsIn(World world) {
    var served = world.host.settings.get(ACME + "/" + world.host.current.get(ACME));
    var password = served.contains("'two'") ? "two" : "one";
    assertThat(world.host.accounts.get("acme").passwords()).containsAll(hashes(password));
  }

  @Test
  void theFormerPasswordLogsInUntilTheSiteHasTheNewOne() {
    world.host.did.clear();
    rotate("two");
    world.settle();
    assertThat(world.host.did.stream().filter(d -> !d.startsWith("exec ")))
        .containsExactly(
            "set the password of account acme, accepting 2 passwords",
            "proofread " + world.host.current.get(ACME) + " with registry.example.com/php:8.2",
            "flip acme " + world.host.current.get(ACME),
            "set the password of account acme");
    assertThat(world.host.accounts.get("acme").passwords()).isEqualTo(hashes("two"));
  }

  @Test
  void aReleaseThatIsTakenBackCanStillLogIn() {
    var before = world.host.current.get(ACME);
    rotate("two");
    var release = Subject.release(ACME);
    world.turn().changes().stream()
        .filter(c -> c.subject().equals(release))
        .forEach(c -> world.host.badReleases.add(c.fingerprint()));
    world.settle();
    assertThat(world.host.current).containsEntry(ACME, before);
    assertThat(world.host.accounts.get("acme").passwords()).isEqualTo(hashes("two", "one"));
    assertThat(resource(world.turn()).message())
        .isEqualTo("accepts the former password until the site has its new one");
    rotate("one");
    assertThat(resource(world.turn()).drift()).isEmpty();
    world.settle();
    assertThat(world.host.accounts.get("acme").passwords()).isEqualTo(hashes("one"));
  }

  @Test
  void aPasswordThatSomebodyElseSetIsDriftAndSetBack() {
    var have = world.host.accounts.get("acme");
    world.host.accounts.put("acme", FakeServers.account(hashes("theirs"), have.grants()));
    var plan = world.turn();
    assertThat(resource(plan).drift())
        .containsExactly(new Difference("password", "the pillar's", "another"));
    world.settle();
    assertThat(world.host.accounts.get("acme").passwords()).isEqualTo(hashes("one"));
  }

  @Test
  void aServerThatDoesNotAnswerIsToldAndAskedAgain() {
    world.host.silent = java.util.Optional.of("no end within 3000 ms");
    var plan = world.turn();
    assertThat(resource(plan).sync()).isEqualTo(Sync.UNKNOWN);
    assertThat(resource(plan).message()).isEqualTo("no end within 3000 ms");
    assertThat(plan.wakeAt()).contains(world.clock.now.plusSeconds(5));
    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void whileNobodyKnowsWhatTheServerHasNothingIsAtRest() {
    world.host.slow = true;
    var plan = world.turn();
    assertThat(plan.changes()).allMatch(c -> c.due() == 0 && c.blockedBy().isEmpty()).hasSize(1);
    assertThat(resource(plan).message()).isEqualTo("its server is asked what it has");
    world.host.slow = false;
    assertThat(world.settle().changes()).isEmpty();
  }

  @Test
  void twoSchemasOfOneAccountLeaveEachOtherTheirGrants() {
    var two =
        """
        databases:
          default: { service: mariadb, name: my_shop, user: acme, password: one }
          old: { service: mariadb, name: old, user: acme, password: one, privileges: [SELECT] }
        """;
    world.desired = Fixtures.desired(SERVER, Fixtures.site("php", "acme") + two);
    assertThat(world.settle().changes()).isEmpty();
    var grants = world.host.accounts.get("acme").grants();
    assertThat(grants).containsOnlyKeys(ON, "`old`.*");
    assertThat(grants.get("`old`.*")).containsExactly("SELECT");
  }
}
