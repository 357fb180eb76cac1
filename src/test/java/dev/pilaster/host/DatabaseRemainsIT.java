package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseOrder.CreateAccount;
import dev.pilaster.model.DatabaseOrder.CreateSchema;
import dev.pilaster.model.DatabaseOrder.Keep;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Fillings;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.NativePassword;
import dev.pilaster.model.Remains;
import dev.pilaster.model.Secret;
import dev.pilaster.sim.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site left in a real MariaDB, and what its import would meet there. */
class DatabaseRemainsIT {
  private static final Name GONE = new Name("gone");
  private static final List<Secret> HASH = List.of(NativePassword.hash(Secret.of("one")));
  private static final String SERVER =
      """
      schema: 1
      containers:
        php82: { role: php-fpm, image: "registry.example.com/php:8.2" }
        web:
          role: mariadb
          image: registry.example.com/mariadb:10.11
          volumes: ["/srv/db:/var/lib/mysql"]
          root_password: %s
      sites:
        acme: { container: php82 }
      """;
  private static final String DATABASE =
      "databases: { default: { service: web, name: shared, user: acme, password: x, import: { from:"
          + " /a.sql } } }\n";

  @TempDir static Path dir;
  private static MariaBed maria;
  private static Databases databases;
  private static RunningServers servers;
  private final Desired here =
      Fixtures.desired(
          SERVER.formatted(text(MariaBed.PASSWORD.orElseThrow())),
          Fixtures.site("php", "acme") + DATABASE);

  /** As YAML has it between double quotes. */
  private static String text(Secret secret) {
    return '"'
        + secret.reveal().replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t")
        + '"';
  }

  @BeforeAll
  static void open() {
    maria = new MariaBed(dir);
    maria.start(MariaBed.PASSWORD);
    databases = new Databases(maria.sql, new Dumps(dir, maria.sql), Clock.systemUTC());
    var live = Map.of(DatabasesIT.SERVER.service(), 1);
    servers = new RunningServers(maria.bed.engine::containers, () -> live);
  }

  @AfterAll
  static void close() throws IOException {
    maria.close();
  }

  @BeforeEach
  void twoSites() {
    maria.query(
        """
        DROP DATABASE IF EXISTS pilaster; DROP DATABASE IF EXISTS my_shop; DROP DATABASE IF EXISTS shared;
        DROP DATABASE IF EXISTS theirs; CREATE DATABASE theirs;
        DROP USER IF EXISTS gone@'%', acme@'%', theirs@'%'; CREATE USER theirs@'%';
        """);
    make(GONE, "my_shop", "gone");
    make(new Name("acme"), "shared", "acme");
    make(GONE, "theirs", "theirs");
    maria.query("CREATE TABLE my_shop.items (a INT); INSERT INTO my_shop.items VALUES (1)");
  }

  private static void make(Name site, String schema, String user) {
    DatabasesIT.tell(
        databases,
        new CreateSchema(schema, "utf8mb4", "utf8mb4_general_ci"),
        new CreateAccount(user, HASH),
        new Keep(site, "schema", schema),
        new Keep(site, "account", user));
  }

  private static void tell(DatabaseOrder order) {
    DatabasesIT.tell(databases, order);
  }

  private List<String> left() {
    return remains().of(GONE, here).stream().map(Remains.Item::what).toList();
  }

  private static Remains remains() {
    return new DatabaseRemains(servers, databases);
  }

  private static String schemas() {
    return maria.query(
        "SELECT GROUP_CONCAT(schema_name ORDER BY 1) FROM information_schema.schemata WHERE"
            + " schema_name IN ('my_shop', 'shared', 'theirs')");
  }

  @Test
  void whatWeMadeForItGoesAndNothingElse() {
    assertThat(left()).containsExactly("schema my_shop on web (1 tables)", "account gone on web");
    assertThat(remains().of(GONE, here).get(0).bytes()).isPositive();
    remains().remove(GONE, here);
    remains().remove(GONE, here);
    assertThat(left()).isEmpty();
    assertThat(schemas()).isEqualTo("shared,theirs");
    assertThat(
            maria.query(
                "SELECT GROUP_CONCAT(user ORDER BY 1) FROM mysql.global_priv WHERE host = '%'"))
        .isEqualTo("acme,theirs");
    assertThat(maria.query("SELECT GROUP_CONCAT(name ORDER BY 1) FROM pilaster.made"))
        .isEqualTo("acme,acme acme,acme shared,shared");
  }

  @Test
  void whatIsAnothersAsWellStays() {
    tell(new Keep(new Name("beta"), "schema", "my_shop"));
    assertThat(left()).containsExactly("account gone on web");
    remains().remove(GONE, here);
    assertThat(schemas()).isEqualTo("my_shop,shared,theirs");
  }

  @Test
  void whatASiteOfThePillarHasStays() {
    tell(new Keep(GONE, "account", "acme"));
    maria.query("DELETE FROM pilaster.made WHERE name IN ('acme acme', 'acme shared')");
    tell(new Keep(GONE, "schema", "shared"));
    assertThat(left()).containsExactly("schema my_shop on web (1 tables)", "account gone on web");
  }

  @Test
  void whatIsInUseStays() {
    var uses = CompletableFuture.runAsync(() -> maria.query("USE my_shop; DO SLEEP(5)"));
    assertThat(Poll.until(MariaBed.LONG, DatabaseRemainsIT::sleeps)).isTrue();
    assertThatThrownBy(() -> remains().remove(GONE, here))
        .hasMessageContaining("schema my_shop on web is in use by 1 sessions")
        .matches(e -> ((HostException) e).kind() == HostException.Kind.TRANSIENT);
    assertThat(schemas()).contains("my_shop");
    uses.join();
  }

  private static boolean sleeps() {
    var found = "SELECT COUNT(*) FROM information_schema.processlist WHERE db = 'my_shop'";
    return maria.query(found).equals("1");
  }

  @Test
  void aServerThatDoesNotRunIsNotPassedOver() {
    var none = new RunningServers(List::of, Map::of);
    assertThatThrownBy(() -> new DatabaseRemains(none, databases).of(GONE, here))
        .hasMessageContaining("web does not run");
  }

  @Test
  void anImportIsToldWhatIsThere() {
    var acme = here.sites().get(new Name("acme"));
    var fillings = new DatabaseFillings(servers, databases);
    var empty = fillings.of(acme, here);
    assertThat(empty).extracting(Fillings.Filling::has).containsExactly("");
    assertThat(empty.get(0).into()).isEqualTo("schema shared on web");
    maria.query("CREATE TABLE shared.a (a INT); CREATE TABLE shared.b (a INT)");
    maria.query(
        "INSERT INTO pilaster.made (kind, name, state) VALUES ('import', 'acme.default', 'begun')");
    var half = fillings.of(acme, here).get(0);
    assertThat(half.has()).isEqualTo("2 tables");
    assertThat(half.underWay()).isTrue();
  }
}
