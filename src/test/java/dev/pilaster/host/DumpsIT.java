package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Dump;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of a real MariaDB, and the way back. */
class DumpsIT {
  private static final Name ACME = new Name("acme");
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path configs;
  @TempDir Path dir;
  private static MariaBed maria;
  private Dumps dumps;

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
  void schema() {
    dumps = new Dumps(dir.resolve("dumps"), maria.sql);
    maria.query(
        """
        DROP DATABASE IF EXISTS shop;
        CREATE DATABASE shop CHARACTER SET latin1 COLLATE latin1_german1_ci;
        USE shop;
        CREATE TABLE items (id INT PRIMARY KEY, name TEXT CHARACTER SET utf8mb4, raw LONGBLOB);
        INSERT INTO items VALUES (1, 'Käse 🧀 \\\\ ''', UNHEX('00090A0D1A22275CFF')), (2, NULL, '');
        CREATE TABLE log (id INT);
        CREATE VIEW names AS SELECT name FROM items;
        CREATE TRIGGER t AFTER INSERT ON items FOR EACH ROW INSERT INTO log VALUES (NEW.id);
        CREATE FUNCTION twice(a INT) RETURNS INT DETERMINISTIC RETURN 2 * a;
        CREATE EVENT later ON SCHEDULE EVERY 1 DAY DO DELETE FROM log;
        INSERT INTO items SELECT seq, SHA1(seq), RANDOM_BYTES(500) FROM seq_3_to_500;
        """);
  }

  private static Dump dump(String name) {
    return new Dump(ACME, name, MariaBed.CONTAINER, "shop", MariaBed.PASSWORD);
  }

  /** Everything of the schema that a dump has to keep. */
  private static String all() {
    return maria.query(
        """
        CHECKSUM TABLE shop.items, shop.log;
        SELECT id, name, HEX(raw) FROM shop.items WHERE id < 3;
        SELECT COUNT(*) FROM shop.names;
        SELECT shop.twice(21);
        SELECT default_collation_name FROM information_schema.schemata WHERE schema_name = 'shop';
        SELECT table_name FROM information_schema.tables WHERE table_schema = 'shop' ORDER BY 1;
        SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = 'shop';
        SELECT event_name FROM information_schema.events WHERE event_schema = 'shop';
        """);
  }

  private List<String> files() throws IOException {
    var home = dir.resolve("dumps/acme");
    try (var all = Files.list(home)) {
      return all.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aRestoreMakesTheSchemaWhatItWas() {
    var before = all();
    dumps.make(dump("r1"));
    maria.query("USE shop; DELETE FROM items; DROP FUNCTION twice; CREATE TABLE more (a INT);");
    maria.query("ALTER DATABASE shop CHARACTER SET utf8mb4; DROP VIEW shop.names;");
    dumps.restore(dump("r1"));
    assertThat(all()).isEqualTo(before);
    dumps.restore(dump("r1"));
    assertThat(all()).isEqualTo(before).contains("latin1_german1_ci", "twice".substring(5));
  }

  @Test
  void aDumpIsForRootAlone() throws IOException {
    dumps.make(dump("r1"));
    assertThat(files()).containsExactly("r1-shop.sql.gz");
    assertThat(OwnFiles.mode(dumps.file(dump("r1")))).isEqualTo(0600);
    assertThat(OwnFiles.mode(dir.resolve("dumps"))).isEqualTo(0700);
    assertThat(OwnFiles.mode(dir.resolve("dumps/acme"))).isEqualTo(0700);
  }

  @Test
  void theNewestAreKept() throws IOException {
    for (var n = 1; n <= Dumps.KEPT + 1; n++) {
      dumps.make(dump("r" + n));
    }
    assertThat(files()).hasSize(Dumps.KEPT).doesNotContain("r1-shop.sql.gz");
  }

  @Test
  void whatFailsLeavesNothing() throws IOException {
    var wrong = new Dump(ACME, "r1", MariaBed.CONTAINER, "shop", Optional.of(Secret.of("wrong")));
    assertThatThrownBy(() -> dumps.make(wrong)).hasMessageContaining("Access denied");
    var missing = new Dump(ACME, "r1", MariaBed.CONTAINER, "nil", MariaBed.PASSWORD);
    assertThatThrownBy(() -> dumps.make(missing))
        .hasMessageContaining("dump nil of acme: exit code 2")
        .hasMessageContaining("Unknown database")
        .matches(e -> ((HostException) e).kind() == Kind.TRANSIENT);
    assertThat(files()).isEmpty();
  }

  @Test
  void aDumpThatIsKilledLeavesTheFormerOne() throws IOException {
    dumps.make(dump("r1"));
    var before = Files.readAllBytes(dumps.file(dump("r1")));
    maria.query(
        "USE shop; INSERT INTO items SELECT seq, 'x', RANDOM_BYTES(1024) FROM seq_1000_to_40000");
    var again = CompletableFuture.runAsync(() -> dumps.make(dump("r1")));
    maria.bed.exec("sh", "-c", "until kill $(pidof mariadb-dump); do sleep 0.01; done 2>/dev/null");
    assertThatThrownBy(again::join).hasMessageContaining("dump shop of acme: exit code 143");
    assertThat(files()).containsExactly("r1-shop.sql.gz");
    assertThat(Files.readAllBytes(dumps.file(dump("r1")))).isEqualTo(before);
  }

  @Test
  void withoutRoomItDoesNotBegin() throws IOException {
    maria.query(
        "USE shop; INSERT INTO items SELECT seq, 'x', RANDOM_BYTES(1024) FROM seq_1000_to_5000");
    maria.query("ANALYZE TABLE shop.items");
    try (var disk = SmallDisk.at(Files.createDirectory(dir.resolve("disk")), 2)) {
      var small = new Dumps(disk.dir().resolve("dumps"), maria.sql);
      assertThatThrownBy(() -> small.make(dump("r1")))
          .hasMessageMatching(".*its tables have \\d+ MiB, and [12] MiB are free in .*");
    }
  }

  @Test
  void aDiskThatFillsLeavesNothing() throws IOException {
    maria.query("CREATE TABLE shop.big (a INT, b LONGBLOB) STATS_AUTO_RECALC=0 STATS_PERSISTENT=1");
    maria.query("USE shop; INSERT INTO big SELECT seq, RANDOM_BYTES(1024) FROM seq_1_to_4000");
    try (var disk = SmallDisk.at(Files.createDirectory(dir.resolve("disk")), 2)) {
      var small = new Dumps(disk.dir().resolve("dumps"), maria.sql);
      assertThatThrownBy(() -> small.make(dump("r1")))
          .hasMessageContaining("No space left on device")
          .matches(e -> ((HostException) e).kind() == Kind.TRANSIENT);
      assertThat(disk.dir().resolve("dumps/acme")).isEmptyDirectory();
    }
    var gone = Poll.until(SOON, () -> maria.bed.exec("pidof", "mariadb-dump").code() == 1);
    assertThat(gone).isTrue();
  }

  @Test
  void halfADumpIsNotRestored() throws IOException {
    dumps.make(dump("r1"));
    var before = all();
    var file = dumps.file(dump("r1"));
    var bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> dumps.restore(dump("r1")))
        .hasMessageContaining(file.toString())
        .matches(e -> ((HostException) e).kind() == Kind.INVALID);
    assertThatThrownBy(() -> dumps.restore(dump("r2"))).hasMessageContaining("NoSuchFile");
    assertThat(all()).isEqualTo(before);
  }
}
