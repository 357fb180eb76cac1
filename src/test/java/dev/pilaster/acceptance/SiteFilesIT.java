package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A site's files from its build and its archive to the day when they are deleted. */
@ExtendWith(OnDemoHost.class)
class SiteFilesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String HOME = "/srv/sites/shelf";
  private static final String LOG = "/var/log/pilaster/hello/access.log";
  private static final String SITE =
      """
      schema: 1
      type: static
      source:
        git: %s
        ref: refs/heads/main
        build: { image: "%s/php:8.2-1", commands: ["%s"] }
      domains: [shelf.localhost]
      mounts:
        files: { source: files, public: true }
      assets_import: { from: /srv/shelf.tar.gz }
      """;

  @Test
  void theyAreBuiltImportedKeptAndPurged(DemoHost host) {
    var site = host.site("static").beside("shelf", "shelf.localhost");
    archive(host);
    place(host, "php -r 'echo 6 * 7;' > built.txt");
    host.synced();
    assertThat(site.get("/built.txt").body()).isEqualTo("42");
    assertThat(site.get("/files/logo.txt").body()).isEqualTo("a logo");
    aBuildThatFailsChangesNothing(host, site);
    whatIsOpenedByHandIsClosedAgain(host);
    onlyAPurgeDeletes(host);
  }

  @Test
  void theLogsAreRotatedAndNginxGoesOnInNewOnes(DemoHost host) {
    var site = host.site("hello");
    site.get("/before");
    host.box.run("logrotate", "--force", "/etc/logrotate.d/pilaster").good();
    host.await.until(
        "a request in the new log",
        SOON,
        () -> {
          site.get("/after");
          return host.box.sh("cat " + LOG).contains("GET /after ");
        });
    assertThat(host.box.sh("cat " + LOG)).doesNotContain("GET /before ");
    assertThat(host.box.sh("cat " + LOG + ".1")).contains("GET /before ");
  }

  private static void archive(DemoHost host) {
    host.box.sh(
        "rm -rf /tmp/shelf && mkdir -p /tmp/shelf/files && printf 'a logo' >"
            + " /tmp/shelf/files/logo.txt && tar -C /tmp/shelf -czf /srv/shelf.tar.gz .");
  }

  private static void place(DemoHost host, String command) {
    var git = host.code("static").url();
    var site = SITE.formatted(git, host.registry.address(), command);
    host.config.write("sites/shelf.yaml", site);
    if (!host.config.read(host.serverFile()).contains("  shelf: {}\n")) {
      host.config.edit(host.serverFile(), "  static: {}\n", "  static: {}\n  shelf: {}\n");
    }
    host.config.merge("Build the shelf");
  }

  private static void aBuildThatFailsChangesNothing(DemoHost host, WebSite site) {
    place(host, "echo no such package >&2; exit 7");
    var operation = host.api.sync();
    assertThat(operation.path("phase").asText()).isEqualTo("Failed");
    assertThat(operation.toString()).contains("exit 7").contains("no such package");
    assertThat(site.get("/built.txt").body()).isEqualTo("42");
    place(host, "php -r 'echo 6 * 7;' > built.txt");
    host.synced();
  }

  private static void whatIsOpenedByHandIsClosedAgain(DemoHost host) {
    var page = HOME + "/current/index.html";
    var logo = HOME + "/shared/files/logo.txt";
    host.box.sh("chmod 777 %s %s".formatted(page, logo));
    host.api.sync();
    host.await.until("the page is closed", SOON, () -> mode(host, page).equals("640"));
    assertThat(mode(host, logo)).isEqualTo("660");
    host.becomesSynced();
    var said = host.box.run("pilaster", "history", "--output", "json").good();
    assertThat(said).contains("index.html: deploy:www-data 0777 → deploy:www-data 0640");
  }

  private static String mode(DemoHost host, String file) {
    return host.box.run("stat", "-Lc", "%a", file).good().strip();
  }

  private static void onlyAPurgeDeletes(DemoHost host) {
    assertThat(host.box.run("pilaster", "purge", "shelf", "--yes").exit()).isEqualTo(1);
    host.config.edit(host.serverFile(), "  shelf: {}\n", "");
    host.config.merge("The shelf goes");
    host.synced();
    assertThat(host.box.run("pilaster", "purge", "shelf").good()).contains(HOME + "/shared");
    assertThat(host.box.run("test", "-e", HOME + "/shared/files/logo.txt").exit()).isZero();
    host.box.run("pilaster", "purge", "shelf", "--yes").good();
    assertThat(host.box.run("test", "-e", HOME).exit()).isEqualTo(1);
    assertThat(host.box.run("pilaster", "purge", "shelf").exit()).isEqualTo(1);
  }
}
