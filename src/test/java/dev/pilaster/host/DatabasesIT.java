package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseOrder.AlterAccount;
import dev.pilaster.model.DatabaseOrder.AlterSchema;
import dev.pilaster.model.DatabaseOrder.CreateAccount;
import dev.pilaster.model.DatabaseOrder.CreateSchema;
import dev.pilaster.model.DatabaseOrder.DropAccount;
import dev.pilaster.model.DatabaseOrder.DropSchema;
import dev.pilaster.model.DatabaseOrder.Grant;
import dev.pilaster.model.DatabaseOrder.Revoke;
import dev.pilaster.model.DatabaseServer;
import dev.pilaster.model.DatabaseState;
import dev.pilaster.model.DatabaseState.Question;
import dev.pilaster.model.Grants;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.NativePassword;
import dev.pilaster.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas, accounts and grants of a real MariaDB. */
class DatabasesIT {
  static final DatabaseServer SERVER =
      new DatabaseServer(new Name("web"), MariaBed.CONTAINER, MariaBed.PASSWORD);
  private static final Secret PASSWORD = Secret.of("se'cr\"et \\ $1");

  @TempDir static Path dir;
  private static MariaBed maria;
  private static Databases databases;

  @BeforeAll
  static void open() {
    maria = new MariaBed(dir);
    maria.start(MariaBed.PASSWORD);
    databases = new Databases(maria.sql, new Dumps(dir, maria.sql), Clock.systemUTC());
  }

  @AfterAll
  static void close() throws IOException {
    maria.close();
  }

  @BeforeEach
  void nothing() {
    maria.query(
        """
        DROP DATABASE IF EXISTS pilaster; DROP DATABASE IF EXISTS my_shop; DROP DATABASE IF EXISTS myXshop;
        DROP USER IF EXISTS acme@'%', acme@'10.%';
        """);
  }

  static void tell(Databases databases, DatabaseOrder... orders) {
    for (var order : orders) {
      databases.tell(SERVER, order);
      databases.tell(SERVER, order);
    }
  }

  private static void tell(DatabaseOrder... orders) {
    tell(databases, orders);
  }

  private static DatabaseState state() {
    databases.looks().forgetAll();
    var question =
        new Question(
            MariaBed.PASSWORD, new TreeSet<>(List.of("my_shop")), new TreeSet<>(List.of("acme")));
    var containers = maria.bed.engine.containers();
    var live = Map.of(SERVER.service(), 1);
    var state = databases.looks().states(Map.of(SERVER.service(), question), containers, live);
    return state.get(SERVER.service());
  }

  private static CreateSchema schema() {
    return new CreateSchema("my_shop", "utf8mb4", "utf8mb4_general_ci");
  }

  private static List<Secret> hashes(Secret... passwords) {
    return java.util.Arrays.stream(passwords).map(NativePassword::hash).toList();
  }

  private static SortedSet<String> set(String... privileges) {
    return new TreeSet<>(List.of(privileges));
  }

  private static boolean logsIn(Secret password, String statement) {
    var arguments = List.of("--batch", "--execute=" + statement);
    var client = Sql.Program.client(MariaBed.CONTAINER, "acme", Optional.of(password), arguments);
    return maria.sql.run(client, Conversation.Feed.NOTHING, new Tail(100), MariaBed.LONG).good();
  }

  @Test
  void anEmptyServerHasNothing() {
    var state = state();
    assertThat(state.error()).isEmpty();
    assertThat(state.schemas()).isEmpty();
    assertThat(state.accounts()).isEmpty();
    assertThat(state.privileges()).isGreaterThan(15);
  }

  @Test
  void whatIsMadeIsSeenAsItIs() {
    tell(schema(), new CreateAccount("acme", hashes(PASSWORD)));
    tell(new Grant("acme", Grants.on("my_shop"), set("ALL")));
    var state = state();
    assertThat(state.schemas().get("my_shop"))
        .isEqualTo(new DatabaseState.Schema("utf8mb4", "utf8mb4_general_ci", 0, 0, true));
    var account = state.accounts().get("acme");
    assertThat(account.passwords()).isEqualTo(hashes(PASSWORD));
    assertThat(account.ours()).isTrue();
    assertThat(account.locked()).isFalse();
    assertThat(account.grants()).containsOnlyKeys("`my\\_shop`.*");
    assertThat(account.grants().get("`my\\_shop`.*")).hasSize(state.privileges());
    assertThat(logsIn(PASSWORD, "USE my_shop; CREATE TABLE t (a INT)")).isTrue();
  }

  @Test
  void aGrantIsForOneSchemaAlone() {
    maria.query("CREATE DATABASE myXshop");
    tell(schema(), new CreateAccount("acme", hashes(PASSWORD)));
    tell(new Grant("acme", Grants.on("my_shop"), set("ALL")));
    assertThat(logsIn(PASSWORD, "USE my_shop")).isTrue();
    assertThat(logsIn(PASSWORD, "USE myXshop")).isFalse();
  }

  @Test
  void bothPasswordsLogInWhileOneFollowsAnother() {
    var next = Secret.of("next");
    tell(schema(), new CreateAccount("acme", hashes(PASSWORD)));
    tell(new AlterAccount("acme", hashes(next, PASSWORD)));
    assertThat(state().accounts().get("acme").passwords())
        .containsExactlyInAnyOrderElementsOf(hashes(next, PASSWORD));
    assertThat(logsIn(PASSWORD, "DO 0")).isTrue();
    assertThat(logsIn(next, "DO 0")).isTrue();
    tell(new AlterAccount("acme", hashes(next)));
    assertThat(logsIn(PASSWORD, "DO 0")).isFalse();
    assertThat(logsIn(next, "DO 0")).isTrue();
    assertThat(state().accounts().get("acme").passwords()).isEqualTo(hashes(next));
  }

  @Test
  void whatWasThereBeforeIsNotOurs() {
    maria.query(
        """
        CREATE DATABASE my_shop CHARACTER SET utf8 COLLATE utf8_general_ci;
        CREATE TABLE my_shop.a (a INT) CHARACTER SET latin1; CREATE TABLE my_shop.b (a INT); CREATE VIEW my_shop.v AS SELECT 1;
        CREATE USER acme@'%' IDENTIFIED BY 'x' ACCOUNT LOCK; CREATE USER acme@'10.%' IDENTIFIED BY 'y';
        """);
    tell(schema(), new CreateAccount("acme", hashes(PASSWORD)));
    var state = state();
    assertThat(state.schemas().get("my_shop"))
        .isEqualTo(new DatabaseState.Schema("utf8mb3", "utf8mb3_general_ci", 3, 1, false));
    var account = state.accounts().get("acme");
    assertThat(account.ours()).isFalse();
    assertThat(account.locked()).isTrue();
    assertThat(account.passwords()).isEqualTo(hashes(Secret.of("x")));
    assertThat(account.from()).containsExactly("10.%");
  }

  @Test
  void everyGrantOfAnAccountIsSeenAndCanBeTaken() {
    tell(schema(), new CreateAccount("acme", hashes(PASSWORD)));
    maria.query(
        """
        CREATE TABLE my_shop.t (a INT);
        GRANT SELECT ON `my_shop`.* TO acme@'%' WITH GRANT OPTION; GRANT INSERT ON my_shop.t TO acme@'%';
        GRANT FILE, RELOAD ON *.* TO acme@'%'; GRANT SELECT, CREATE TEMPORARY TABLES ON `my\\_shop`.* TO acme@'%';
        """);
    var grants = state().accounts().get("acme").grants();
    assertThat(grants)
        .containsOnlyKeys("*.*", "`my_shop`.*", "`my\\_shop`.*", "`my_shop`.`t`")
        .containsEntry("*.*", set("FILE", "RELOAD"))
        .containsEntry("`my_shop`.*", set("SELECT", "GRANT OPTION"))
        .containsEntry("`my_shop`.`t`", set("INSERT"))
        .containsEntry("`my\\_shop`.*", set("CREATE TEMPORARY TABLES", "SELECT"));
    grants.forEach((on, privileges) -> tell(new Revoke("acme", on, new TreeSet<>(privileges))));
    assertThat(state().accounts().get("acme").grants()).isEmpty();
  }

  @Test
  void defaultsAreSetAndTablesStay() {
    tell(new CreateSchema("my_shop", "latin1", "latin1_swedish_ci"));
    maria.query("CREATE TABLE my_shop.t (a TEXT)");
    tell(new AlterSchema("my_shop", "utf8mb4", "utf8mb4_bin"));
    assertThat(state().schemas().get("my_shop"))
        .isEqualTo(new DatabaseState.Schema("utf8mb4", "utf8mb4_bin", 1, 1, true));
  }

  @Test
  void aLockedAccountIsOpened() {
    tell(schema(), new CreateAccount("acme", hashes(PASSWORD)));
    maria.query("ALTER USER acme@'%' ACCOUNT LOCK");
    assertThat(state().accounts().get("acme").locked()).isTrue();
    tell(new AlterAccount("acme", hashes(PASSWORD)));
    assertThat(state().accounts().get("acme").locked()).isFalse();
  }

  @Test
  void aPurgeForgetsWhatItDrops() {
    tell(schema(), new CreateAccount("acme", hashes(PASSWORD)));
    tell(new DropSchema("my_shop"), new DropAccount("acme"));
    assertThat(state().schemas()).isEmpty();
    assertThat(state().accounts()).isEmpty();
    assertThat(maria.query("SELECT COUNT(*) FROM pilaster.made")).isEqualTo("0");
  }

  @Test
  void whatTheServerRefusesIsTheRevisionsFault() {
    assertThatThrownBy(() -> tell(new CreateSchema("my_shop", "nil", "nil_bin")))
        .hasMessageContaining("Unknown character set")
        .matches(e -> ((HostException) e).kind() == HostException.Kind.INVALID);
    var wrong = new DatabaseServer(SERVER.service(), SERVER.container(), Optional.of(PASSWORD));
    assertThatThrownBy(() -> databases.tell(wrong, schema()))
        .hasMessageContaining("Access denied")
        .matches(e -> ((HostException) e).kind() == HostException.Kind.TRANSIENT);
  }

  @Test
  void noPasswordIsSentInClear() {
    maria.query("SET GLOBAL general_log = 0; TRUNCATE mysql.general_log");
    maria.query("SET GLOBAL log_output = 'TABLE', general_log = 1");
    tell(schema(), new CreateAccount("acme", hashes(PASSWORD)));
    assertThat(state().accounts().get("acme").passwords()).hasSize(1);
    maria.query("SET GLOBAL general_log = 0");
    assertThat(maria.query("SELECT argument FROM mysql.general_log"))
        .contains("CREATE USER IF NOT EXISTS")
        .doesNotContain("cr\"et");
  }
}
