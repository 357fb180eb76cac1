package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real databases, their generations one after the other on the same data. */
@ExtendWith(OnDemoHost.class)
class DatabaseUpgradeIT {
  /** Upgrades the data, loses a schema, and never serves. */
  private static final String SPOILS =
      """
      FROM %s/mariadb:11.8-1
      RUN printf '%%s\\n' '#!/bin/sh' 'rm -rf /var/lib/mysql/shop' \\
        'exec entrypoint mariadbd --skip-networking' >/usr/local/bin/spoil && chmod +x /usr/local/bin/spoil
      ENTRYPOINT ["spoil"]
      CMD []
      """;

  private static final String EXITS =
      """
      FROM %s/mariadb:11.8-1
      CMD ["sh", "-c", "echo no server here; exit 7"]
      """;

  /** Ends its server in good order, and says that it did not. */
  private static final String ENDS_BADLY =
      """
      FROM %s/mariadb:10.5-1
      RUN printf '%%s\\n' '#!/bin/bash' 'trap "kill \\$pid; wait \\$pid; exit 1" TERM' \\
        'entrypoint mariadbd & pid=$!' 'wait $pid' >/usr/local/bin/rude && chmod +x /usr/local/bin/rude
      ENTRYPOINT ["rude"]
      CMD []
      """;

  private Database database;

  @BeforeAll
  static void push(DemoHost host) {
    host.registry.pushExample("mariadb", "10.5-1");
    host.registry.pushExample("mariadb", "11.8-1");
  }

  @AfterEach
  void remove() {
    database.remove();
  }

  private static String outcome(JsonNode change) {
    return change.path("outcome").asText();
  }

  @Test
  void rowsComeThroughTwoUpgradesAndOneAtATimeWrites(DemoHost host) throws Exception {
    database = Database.on(host, "archive").deploy("10.5-1", true);
    assertThat(database.version()).isEqualTo("10.5");
    var rows = database.rows();
    try (var one = new OneWriter(host.box, database.name())) {
      assertThat(outcome(database.upgrade("10.5-1", "10.11-1"))).isEqualTo("Applied");
      assertThat(database.version()).isEqualTo("10.11");
      var second = database.upgrade("10.11-1", "11.8-1");
      assertThat(outcome(second)).isEqualTo("Applied");
      assertThat(second.toString()).contains("gap: it does not answer", "the last time for ");
      one.assertNeverTwo();
    }
    assertThat(database.version()).isEqualTo("11.8");
    assertThat(database.rows()).isEqualTo(rows);
    assertThat(database.beside()).containsExactly("pilaster-" + database.name() + "-g2");
    assertThat(host.isSynced()).isTrue();
  }

  @Test
  void anImageThatSpoilsTheDataAndNeverAnswersLosesNoRow(DemoHost host) throws Exception {
    host.registry.push("mariadb", "spoils", SPOILS);
    database = Database.on(host, "ledger").deploy("10.11-1", true);
    var before = host.box.only(database.name());
    var rows = database.rows();
    try (var one = new OneWriter(host.box, database.name())) {
      var change = database.upgrade("10.11-1", "spoils");
      assertThat(outcome(change)).isEqualTo("RolledBack");
      assertThat(change.path("message").asText()).contains("not healthy in time", "being set up");
      assertThat(change.path("log").asText()).contains("upgrading the data from 10.11");
      one.assertNeverTwo();
    }
    assertThat(host.box.only(database.name()).id()).isEqualTo(before.id());
    assertThat(database.version()).isEqualTo("10.11");
    assertThat(database.rows()).isEqualTo(rows);
    assertThat(database.beside()).containsExactly("pilaster-" + database.name() + "-g1.failed");
    assertThat(host.standing()).isEqualTo("OutOfSync Degraded");
    assertThat(AgentApi.find(host.api.quarantine(), "container", database.name())).isPresent();
  }

  @Test
  void anImageThatExitsIsNoticedAtOnce(DemoHost host) {
    host.registry.push("mariadb", "exits", EXITS);
    database = Database.on(host, "short").deploy("10.11-1", true);
    var rows = database.rows();
    var watch = Stopwatch.start();
    var change = database.upgrade("10.11-1", "exits");
    watch.report("a database is back after an image that exits");
    assertThat(outcome(change)).isEqualTo("RolledBack");
    assertThat(change.path("message").asText())
        .contains(database.name() + "-g2 exited with code 7");
    assertThat(change.path("log").asText()).contains("no server here");
    assertThat(database.rows()).isEqualTo(rows);
  }

  @Test
  void afterAnUncleanStopTheOldOneGoesOnAndNoOtherTouchesItsData(DemoHost host) throws Exception {
    host.registry.push("mariadb", "ends-badly", ENDS_BADLY);
    database = Database.on(host, "rude").deploy("ends-badly", true);
    var before = host.box.only(database.name());
    var rows = database.rows();
    try (var one = new OneWriter(host.box, database.name())) {
      var change = database.upgrade("ends-badly", "10.11-1");
      assertThat(outcome(change)).isEqualTo("RolledBack");
      assertThat(change.path("message").asText()).contains("did not end cleanly: exit code 1");
      assertThat(change.toString()).doesNotContain("start " + database.name() + "-g2");
      one.assertNeverTwo();
    }
    assertThat(host.box.only(database.name()).id()).isEqualTo(before.id());
    assertThat(database.version()).isEqualTo("10.5");
    assertThat(database.rows()).isEqualTo(rows);
  }
}
