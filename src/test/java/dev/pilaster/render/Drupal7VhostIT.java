package dev.pilaster.render;

import dev.pilaster.model.Site;
import dev.pilaster.real.Ask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Drupal 7 behind a real nginx and a real FPM. */
class Drupal7VhostIT {
  private static final String CODE =
      """
      index.php update.php install.php authorize.php cron.php xmlrpc.php foo/bar.php robots.txt
      CHANGELOG.txt INSTALL.mysql.txt misc/drupal.js .git/config .htaccess web.config dump.sql
      modules/x/x.install modules/x/README.txt themes/x/page.tpl.php profiles/x/x.profile scripts/x.sh
      .gitignore .env sub/.svn/x composer.json composer.lock package.json index.php~ INDEX.PHP
      .well-known/security.txt .well-known/x.php modules/x/x.php modules/x/x.module modules/x/x.inc modules/x/x.info modules/x/x.test
      sites/default/settings.php sites/default/settings.php.bak sites/default/settings.pilaster.php
      sites/default/private/s.pdf
      """;
  private static final String FILES =
      """
      x.php X.PHP x.php5 x.phtml x.phar y.jpg x.php.jpg catalog.pl.pdf .htaccess private/s.pdf
      styles/large/public/there.jpg styles/large/public/x.php
      """;

  @TempDir static Path dir;
  private static Bed bed;

  @BeforeAll
  static void serve() throws IOException {
    bed = new Bed(dir);
    bed.all("acme", "", CODE, "sites/default/files", FILES);
    var sample = bed.sample().domain("acme.example.com");
    sample.type = Site.Type.DRUPAL7;
    sample.mount("sites/default/files", true);
    sample.allowPhp = List.of("/cron.php");
    bed.serve(sample, "acme");
  }

  @AfterAll
  static void stop() throws IOException {
    bed.close();
  }

  private static Ask ask() {
    return bed.ask("acme.example.com");
  }

  static List<Request> requests() {
    return Request.table("drupal7.requests");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answers(Request request) throws IOException {
    request.check(bed, ask(), bed.site("acme").resolve("releases/r1"));
  }
}
