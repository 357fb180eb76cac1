package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drush as people and cron call it on the host, and what it finds in the site's container. */
@ExtendWith(OnDemoHost.class)
class DrushIT {
  private static final String SITE =
      """
      settings: { hash_salt: pepper }
      crons: { drupal: { spec: "0 0 1 1 *", command: drush cron } }
      """;

  /** Stands where Composer puts the site's own. */
  private static final String DRUSH =
      "#!/bin/sh\necho \"$(id -un) $(pwd -P) $(php -r 'echo PHP_VERSION;') $*\"\n";

  @Test
  void itIsTheSitesOwnWithItsOwnPhp(DemoHost host) {
    var file = "sites/hello.yaml";
    host.config.edit(file, "type: php", "type: drupal\ndocroot: .");
    host.config.write(file, host.config.read(file) + SITE).merge("A Drupal");
    host.code("hello").executable("vendor/bin/drush", DRUSH).merge("Drush");
    host.synced();
    var where = "www-data /srv/sites/hello/releases/[0-9a-f-]+ 8\\.2\\.[0-9]+ ";
    var words = "--root=/srv/sites/hello/current --uri=http://hello.localhost ";
    for (var call :
        new String[] {
          "drush @hello cr -y", "drush @hello.live cr -y", "pilaster drush hello -- cr -y",
        }) {
      assertThat(host.box.sh("cd / && " + call)).as(call).matches(where + words + "cr -y\n");
    }
    assertThat(host.box.sh("cd /srv/sites/hello/current && drush status"))
        .matches(where + words + "status\n");
    assertThat(host.box.sh("echo 'id -un; pwd -P' | pilaster shell hello"))
        .startsWith("www-data\n/srv/sites/hello/releases/");
    host.box.run("/var/lib/pilaster/tools/run", "hello", "drupal").good();
    assertThat(host.box.sh("cat /var/lib/pilaster/cron/hello/drupal"))
        .contains("\nresult ok\n", " cron\n");
    assertThat(
            host.box.sh("cat /etc/drush/sites/hello.site.yml /etc/drush/hello.aliases.drushrc.php"))
        .contains("root: '/srv/sites/hello/current'", "'root' => '/srv/sites/hello/current'");
  }
}
