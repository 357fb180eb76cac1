package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A host is lost, and built again under another name from the repository and two files. */
@ExtendWith(OnDemoHost.class)
class RebuildIT {
  private static final Duration REBUILT = Duration.ofMinutes(4);
  private static final String NAME = "rebuilt";
  private static final String FILE = "servers/" + NAME + ".yaml";

  /** What the runbook says. */
  private static final String BACKUP =
      """
      set -e
      mkdir -p /srv/backups
      pilaster exec mariadb -- sh -c 'MYSQL_PWD=$(cat /run/pilaster-root-password) exec mariadb-dump --single-transaction --routines --triggers --events press' | gzip >/srv/backups/press.sql.gz
      tar -C /srv/sites/press/shared -czf /srv/backups/press.tar.gz .
      mkdir -p /root/elsewhere && mv /srv/backups/press.* /root/elsewhere/
      """;

  /** What a new machine does not have: all but Debian, the package, its settings and secrets. */
  private static final String LOSS =
      """
      systemctl stop pilaster
      cat /var/lib/pilaster/resolv.conf.orig >/etc/resolv.conf
      docker rm -f $(docker ps -aq) >/dev/null
      docker network prune -f >/dev/null; docker volume prune -f >/dev/null
      docker rmi -f $(docker images -q) >/dev/null
      rm -rf /etc/nginx/pilaster.d/* /etc/dnsmasq.d/pilaster* /etc/cron.d/pilaster* /etc/drush
      find /srv /var/lib/pilaster /var/log/pilaster -mindepth 1 -delete
      systemctl restart nginx dnsmasq
      """;

  private static final String SERVER =
      """
      schema: 1
      extends: %s
      """;

  private static final String IMPORTS =
      """
      sites:
        press:
          databases:
            default:
              import: { from: /srv/backups/press.sql.gz }
          assets_import: { from: /srv/backups/press.tar.gz }
      """;

  @TempDir Path dir;

  @AfterEach
  void theFormerName(DemoHost host) {
    rename(host, NAME, host.server());
    host.box.sh("systemctl restart pilaster; rm -rf /root/elsewhere");
    host.await.until("the agent answers", REBUILT, () -> host.api.status().has("sync"));
  }

  private static void rename(DemoHost host, String from, String to) {
    host.box.sh("sed -i 's/^server: %s$/server: %s/' /etc/pilaster/agent.yaml".formatted(from, to));
  }

  @Test
  void itServesTheSameFromTheRepositoryAndTwoFiles(DemoHost host) throws IOException {
    var press = WordPress.on(host, "press");
    press.deploy("");
    press.install();
    press.logIn();
    var note = press.uploaded(Files.writeString(dir.resolve("note.txt"), "an editor's note"));
    var before = served(press, note);
    assertThat(before.get("press " + path(note))).isEqualTo("200 an editor's note");
    host.box.sh(BACKUP);
    host.box.sh(LOSS);
    assertThat(press.site().answers()).isFalse();
    host.config.write(FILE, SERVER.formatted(host.server()) + IMPORTS).merge("A new host");
    rebuild(host, press, note, before);
    itIsFilledOnceMore(host, press, note, before);
    onlyAPurgeDrops(host, press);
  }

  /** Every answer whole: {@code 200 <html>…}. */
  private static Map<String, String> served(WordPress press, String note) {
    var served = new TreeMap<String, String>();
    for (var path : new String[] {"/", "/?p=1", "/?page_id=2", "/?feed=rss2", path(note)}) {
      served.put("press " + path, answer(press.site(), path));
    }
    served.put("hello", answer(press.host().site("hello"), "/?serial=7"));
    served.put("static", answer(press.host().site("static"), "/"));
    return served;
  }

  private static String answer(WebSite site, String path) {
    var answer = site.get(path);
    return answer.status() + " " + answer.body();
  }

  private static String path(String url) {
    return URI.create(url).getPath();
  }

  private static void rebuild(
      DemoHost host, WordPress press, String note, Map<String, String> before) {
    var begin = System.nanoTime();
    host.box.sh("mkdir -p /srv/db /srv/backups && cp /root/elsewhere/* /srv/backups/");
    rename(host, host.server(), NAME);
    host.box.sh("systemctl start pilaster");
    host.await.until("the new host is as git says", REBUILT, host::isSynced);
    assertThat(served(press, note)).isEqualTo(before);
    var seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    DemoHost.report("a lost host served the same again " + seconds + " s after its agent began");
    assertThat(host.api.status().path("server").asText()).isEqualTo(NAME);
  }

  private static void itIsFilledOnceMore(
      DemoHost host, WordPress press, String note, Map<String, String> before) {
    var mariadb = new Database(host, "mariadb");
    mariadb.query("CREATE TABLE press.intruder (a INT)");
    host.box.sh("rm -r /srv/sites/press/shared/uploads/*");
    assertThat(press.site().get(path(note)).status()).isEqualTo(404);
    assertThat(host.box.run("pilaster", "import", "press").good()).contains("press.sql.gz");
    var refused = host.box.run("pilaster", "import", "press", "--yes");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("schema press on mariadb is not empty");
    host.box.run("pilaster", "import", "press", "--replace", "--yes").good();
    host.synced();
    assertThat(served(press, note)).isEqualTo(before);
    assertThat(mariadb.query("SHOW TABLES IN press LIKE 'intruder'")).isEmpty();
    host.box.sh("gzip -t /var/lib/pilaster/dumps/press/before-import-press.sql.gz");
  }

  private static void onlyAPurgeDrops(DemoHost host, WordPress press) {
    host.config.write(FILE, SERVER.formatted(host.server()));
    host.config.edit(host.serverFile(), press.placement(), "");
    host.config.merge("The press moves out");
    host.synced();
    var mariadb = new Database(host, "mariadb");
    assertThat(mariadb.query("SHOW DATABASES LIKE 'press'")).isEqualTo("press");
    assertThat(host.box.run("pilaster", "purge", "press").good())
        .contains("schema press on mariadb", "account press on mariadb", "/srv/sites/press/shared");
    host.box.run("pilaster", "purge", "press", "--yes").good();
    assertThat(mariadb.query("SHOW DATABASES LIKE 'press'")).isEmpty();
    assertThat(mariadb.query("SELECT COUNT(*) FROM mysql.global_priv WHERE user = 'press'"))
        .isEqualTo("0");
    assertThat(host.box.run("pilaster", "purge", "press").exit()).isEqualTo(1);
  }
}
