package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.model.DatabaseOrder.CreateAccount;
import dev.pilaster.model.DatabaseOrder.CreateSchema;
import dev.pilaster.model.DatabaseOrder.Grant;
import dev.pilaster.model.DatabaseOrder.Import;
import dev.pilaster.model.Grants;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.NativePassword;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps that are read into a real MariaDB, once. */
class ImportsIT {
  private static final Secret PASSWORD = Secret.of("se'cr\"et \\ $1");
  private static final CreateSchema SHOP =
      new CreateSchema("shop", "utf8mb4", "utf8mb4_general_ci");
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path configs;
  @TempDir Path dir;
  private static MariaBed maria;
  private Databases databases;

  @BeforeAll
  static void open() {
    maria = new MariaBed(configs);
    maria.start(MariaBed.PASSWORD);
  }

  @AfterAll
  static void close() throws IOException {
    maria.close();
  }

  @BeforeEach
  void emptySchema() {
    maria.query(
        "DROP DATABASE IF EXISTS pilaster; DROP DATABASE IF EXISTS shop; DROP USER IF EXISTS"
            + " acme@'%';DROP DATABASE IF EXISTS other; CREATE DATABASE other CHARACTER SET"
            + " utf8mb4");
    databases = new Databases(maria.sql, new Dumps(dir, maria.sql), Clock.systemUTC());
    DatabasesIT.tell(
        databases,
        SHOP,
        new CreateAccount("acme", List.of(NativePassword.hash(PASSWORD))),
        new Grant("acme", Grants.on("shop"), new TreeSet<>(Set.of("ALL"))));
  }

  private String dump(String text) {
    return dump(dir.resolve("dump.sql.gz"), text);
  }

  private static String dump(Path file, String text) {
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(text.getBytes(UTF_8));
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Import order(String file) {
    return order(file, Optional.empty());
  }

  private static Import again(String file, boolean replace) {
    var soon = Instant.now().plusSeconds(2);
    return order(file, Optional.of(new Orders.Again(replace, "a test", soon)));
  }

  private static Import order(String file, Optional<Orders.Again> again) {
    return new Import(new Name("acme"), "acme.default", SHOP, "acme", PASSWORD, file, again);
  }

  private void tell(Import order) {
    databases.tell(DatabasesIT.SERVER, order);
  }

  private void read(String text) {
    tell(order(dump(text)));
  }

  private static String tables() {
    return maria.query(
        "SELECT GROUP_CONCAT(table_name ORDER BY 1) FROM information_schema.tables WHERE"
            + " table_schema = 'shop'");
  }

  private static String note() {
    return maria.query(
        "SELECT COALESCE((SELECT state FROM pilaster.made WHERE kind = 'import' AND name ="
            + " 'acme.default'), 'no')");
  }

  @Test
  void aDumpWithEverythingBelongsToTheAccountAfterwards() {
    maria.query(
        """
        USE other; CREATE TABLE items (id INT PRIMARY KEY, name TEXT);
        INSERT INTO items VALUES (1, 'Käse 🧀 CREATE DEFINER=`root`@`localhost` ''\\\\');
        CREATE VIEW names AS SELECT name FROM items;
        CREATE TABLE log (id INT); CREATE TRIGGER t AFTER INSERT ON items FOR EACH ROW INSERT INTO log VALUES (NEW.id);
        CREATE FUNCTION twice(a INT) RETURNS INT DETERMINISTIC RETURN 2 * a;
        CREATE EVENT later ON SCHEDULE EVERY 1 DAY DO DELETE FROM log;
        """);
    var file = dir.resolve("whole.sql");
    var said =
        maria.bed.exec(
            "sh",
            "-c",
            "mariadb-dump -p\"$0\" --routines --triggers --events other",
            MariaBed.PASSWORD.orElseThrow().reveal());
    assertThat(said.good()).as(said.text()).isTrue();
    try {
      Files.writeString(file, said.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tell(order(file.toString()));
    assertThat(tables()).isEqualTo("items,log,names");
    assertThat(maria.query("SELECT name FROM shop.names"))
        .contains("Käse 🧀 CREATE DEFINER=`root`");
    assertThat(maria.query("SELECT shop.twice(21)")).isEqualTo("42");
    assertThat(
            maria.query(
                """
                SELECT definer FROM information_schema.views WHERE table_schema = 'shop'
                UNION ALL SELECT definer FROM information_schema.triggers WHERE trigger_schema = 'shop'
                UNION ALL SELECT definer FROM information_schema.routines WHERE routine_schema = 'shop'
                UNION ALL SELECT definer FROM information_schema.events WHERE event_schema = 'shop';
                """))
        .isEqualTo("acme@%\nacme@%\nacme@%\nacme@%");
    assertThat(note()).isEqualTo("done");
  }

  @Test
  void onceIsOnce() {
    read("CREATE TABLE one (a INT);\n");
    maria.query("DROP TABLE shop.one");
    read("CREATE TABLE two (a INT);\n");
    assertThat(tables()).isEqualTo("NULL");
  }

  @Test
  void aSchemaWithTablesIsNotTouched() {
    maria.query("CREATE TABLE shop.theirs (a INT)");
    assertThatThrownBy(() -> read("CREATE TABLE one (a INT);\n"))
        .hasMessageContaining("import into shop: it has 1 tables already")
        .matches(e -> ((HostException) e).kind() == Kind.INVALID);
    assertThat(tables()).isEqualTo("theirs");
  }

  @Test
  void aDumpThatFailsHalfWayLeavesAnEmptySchemaAndNoNote() {
    assertThatThrownBy(() -> read("CREATE TABLE one (a INT);\nCREATE TABLE one (a INT);\n"))
        .hasMessageContaining("ERROR 1050 (42S01) at line 2: Table 'one' already exists")
        .matches(e -> ((HostException) e).kind() == Kind.INVALID);
    assertThat(tables()).isEqualTo("NULL");
    assertThat(note()).isEqualTo("no");
    read("CREATE TABLE one (a INT);\n");
    assertThat(tables()).isEqualTo("one");
  }

  @Test
  void aDumpCanDoNothingElsewhere() {
    for (var text :
        List.of(
            "CREATE TABLE other.x (a INT);\n",
            "USE other;\n",
            "CREATE DATABASE third;\n",
            "GRANT ALL ON *.* TO acme@'%';\n",
            "CREATE TABLE t (a TEXT); LOAD DATA LOCAL INFILE '/etc/shadow' INTO TABLE t;\n",
            "CREATE TABLE t (a TEXT); LOAD DATA INFILE '/etc/passwd' INTO TABLE t;\n",
            "SELECT 1 INTO OUTFILE '/tmp/x';\n")) {
      assertThatThrownBy(() -> read(text)).as(text).hasMessageContaining("ERROR ");
      assertThat(tables()).isEqualTo("NULL");
    }
    assertThatThrownBy(() -> read("\\! touch /tmp/escaped\nsystem touch /tmp/escaped\n"))
        .hasMessageContaining("ERROR at line 1: Unknown command '\\!'")
        .matches(e -> ((HostException) e).kind() == Kind.INVALID);
    assertThat(maria.bed.exec("ls", "/tmp/escaped").code()).isNotZero();
  }

  @Test
  void afterAKillHalfWayItIsBegunAgainAndDone() {
    var rows = "INSERT INTO one SELECT seq, REPEAT('x', 1000) FROM seq_1_to_2000;\n";
    var slow = "CREATE TABLE one (a INT, b TEXT);\n" + rows + "DO SLEEP(600);\n" + rows;
    var file = dump(dir.resolve("again.sql.gz"), slow.replace("600", "0"));
    // An agent that was killed leaves a note, half of the dump and a client that reads on.
    maria.sql.perform(
        DatabasesIT.SERVER.container(),
        DatabasesIT.SERVER.rootPassword(),
        Statements.noted("acme.default", Imports.BEGUN));
    var left = CompletableFuture.supplyAsync(() -> client(slow));
    assertThat(Poll.until(SOON, () -> sleeping() == 1)).isTrue();
    tell(order(file));
    assertThat(maria.query("SELECT COUNT(*) FROM shop.one")).isEqualTo("4000");
    assertThat(note()).isEqualTo("done");
    assertThat(sleeping()).isZero();
    assertThat(dir.resolve("acme/half-import-shop.sql.gz")).isNotEmptyFile();
    assertThat(left.join().text()).contains("Lost connection");
  }

  private static Execs.Output client(String statements) {
    var password = "--password=" + PASSWORD.reveal();
    var command =
        EngineBed.command(
            Duration.ofMinutes(5),
            "mariadb",
            "--user=acme",
            password,
            "shop",
            "--execute=" + statements);
    return maria.bed.engine.execs().run(command, Feed.NOTHING);
  }

  private static int sleeping() {
    return Integer.parseInt(
        maria.query(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE db = 'shop' AND info LIKE"
                + " 'DO SLEEP%'"));
  }

  @Test
  void againIsOnlyWhenSomebodyAsks() {
    read("CREATE TABLE one (a INT);\n");
    var file = dump("CREATE TABLE two (a INT);\n");
    assertThatThrownBy(() -> tell(again(file, false)))
        .hasMessageContaining("only an empty schema is filled");
    tell(again(file, true));
    assertThat(tables()).isEqualTo("two");
    assertThat(dir.resolve("acme/before-import-shop.sql.gz")).isNotEmptyFile();
  }

  @Test
  void aReplacementThatFailsGivesBackWhatWasThere() {
    read("CREATE TABLE one (a INT); INSERT INTO one VALUES (1), (2);\n");
    var file = dump("CREATE TABLE two (a INT);\nNONSENSE;\n");
    assertThatThrownBy(() -> tell(again(file, true))).hasMessageContaining("ERROR 1064");
    assertThat(tables()).isEqualTo("one");
    assertThat(maria.query("SELECT COUNT(*) FROM shop.one")).isEqualTo("2");
    assertThat(note()).isEqualTo("done");
  }

  @Test
  void oneOrderIsOneImport() {
    read("CREATE TABLE one (a INT);\n");
    var past = new Orders.Again(true, "a test", Instant.now().minusSeconds(60));
    tell(order(dump("CREATE TABLE two (a INT);\n"), Optional.of(past)));
    assertThat(tables()).as("it was done since it was asked for").isEqualTo("one");
  }

  @Test
  void theAccountsPasswordIsInNoArgument() {
    var reads = CompletableFuture.runAsync(() -> read("DO SLEEP(3);\n"));
    assertThat(Poll.until(SOON, () -> sleeping() == 1)).isTrue();
    var seen = maria.bed.exec("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").text();
    assertThat(seen).contains("--user=acme").doesNotContain("cr\"et");
    assertThat(note()).isEqualTo("begun");
    reads.join();
  }
}
