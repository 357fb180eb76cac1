package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A plain PHP site with a database of its own, whose password changes while it is visited. */
@ExtendWith(OnDemoHost.class)
class SiteDatabaseIT {
  private static final String PAGE =
      """
      <?php
      mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
      $c = (require __DIR__ . '/settings.pilaster.php')['databases']['default'];
      try {
          $db = new mysqli($c['host'], $c['username'], $c['password'], $c['database'], $c['port']);
          echo $db->query('SELECT DATABASE()')->fetch_row()[0], ' ', md5($c['password']);
      } catch (Exception $e) {
          http_response_code(500);
          echo $e->getMessage();
      }
      """;
  private static final String DATABASE =
      """
      databases:
        default:
          service: mariadb
          name: %1$s
          user: %1$s
          password: first-one
      """;

  /** A server is asked once a minute. */
  private static final Duration FOUND = Duration.ofMinutes(2);

  private final String name = "it_" + Long.toString(System.currentTimeMillis() / 1000, 36);

  private static String query(DemoHost host, String statements) {
    return new Database(host, "mariadb").query(statements);
  }

  @Test
  void noLoginFailsWhileAPasswordChangesAndARightThatIsTakenIsGivenBack(DemoHost host)
      throws InterruptedException {
    host.code("hello").write("db.php", PAGE).merge("Ask a database");
    var file = "sites/hello.yaml";
    host.config.write(file, host.config.read(file) + DATABASE.formatted(name));
    host.config.merge("A database");
    host.synced();
    assertThat(page(host).body()).startsWith(name + " ");
    passwordChanges(host, file);
    assertThat(query(host, accepts("first-one") + accepts("second-one"))).isEqualTo("0\n1");
    assertSecret(host);
    aRightThatSomebodyTookIsGivenBack(host);
  }

  private static Wire.Answer page(DemoHost host) {
    return host.site("hello").get("/db.php");
  }

  private static void passwordChanges(DemoHost host, String file) throws InterruptedException {
    var good = new ArrayList<String>();
    var bad = new ArrayList<String>();
    var goes = new AtomicBoolean(true);
    var visitor = new Thread(() -> visit(host, goes, good, bad));
    visitor.start();
    host.config.edit(file, "first-one", "second-one").merge("Another password");
    host.synced();
    goes.set(false);
    visitor.join();
    DemoHost.report(good.size() + " logins while a password changed, " + bad.size() + " failed");
    assertThat(bad).isEmpty();
    assertThat(good.stream().distinct()).hasSize(2);
  }

  private static void visit(
      DemoHost host, AtomicBoolean goes, List<String> good, List<String> bad) {
    while (goes.get()) {
      var answer = page(host);
      (answer.status() == 200 ? good : bad).add(answer.body());
    }
  }

  /** Whether exactly this password is what the account has. */
  private String accepts(String password) {
    return ("SELECT COUNT(*) FROM mysql.global_priv WHERE user = '%s' AND"
            + " JSON_VALUE(priv, '$.authentication_string') = PASSWORD('%s');")
        .formatted(name, password);
  }

  private static void assertSecret(DemoHost host) {
    var seen =
        host.api.history(20).toList().toString() + host.api.status() + host.box.journal(2000);
    assertThat(seen).contains("database").doesNotContain("first-one", "second-one");
  }

  /** Nobody asks for it: no event tells of a REVOKE. */
  private void aRightThatSomebodyTookIsGivenBack(DemoHost host) {
    var on = "`%s`.*".formatted(name.replace("_", "\\_"));
    query(host, "REVOKE DROP ON %s FROM %s@'%%'".formatted(on, name));
    host.await.until("the right is given back", FOUND, () -> isGivenBack(host));
  }

  private static boolean isGivenBack(DemoHost host) {
    return host.api
        .history(5)
        .filter(operation -> operation.path("trigger").asText().matches("poll|event|timer"))
        .flatMap(o -> AgentApi.find(o.path("changes"), "database", "hello.default").stream())
        .map(JsonNode::toString)
        .anyMatch(text -> text.contains("drift: grants on ") && text.contains("grant ALL on "));
  }
}
