package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Site;
import dev.pilaster.real.Ask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Drupal of 8 or later behind a real nginx and a real FPM. */
class DrupalVhostIT {
  private static final String CODE =
      """
      index.php update.php autoload.php vendor/x/evil.php robots.txt dump.sql dump.sql.gz index.php~
      core/install.php core/rebuild.php core/authorize.php core/lib/Drupal.php core/CHANGELOG.txt
      core/INSTALL.mysql.txt core/misc/drupal.js core/misc/druplicon.png core/misc/font.woff2 core/core.services.yml
      core/modules/x/tests/x.php .well-known/x.php core/modules/statistics/statistics.php
      composer.json composer.lock yarn.lock package.json web.config .gitignore .htaccess .env .git/config
      sub/.svn/x .well-known/security.txt foo/bar.php INDEX.PHP
      modules/x/x.module modules/x/x.inc modules/x/x.install modules/x/x.info modules/x/x.info.yml
      modules/x/README.md themes/x/x.theme themes/x/page.html.twig
      sites/default/settings.php sites/default/settings.php.bak sites/default/services.yml
      sites/default/settings.pilaster.php sites/default/private/s.pdf
      sites/other.example.com/files/x.php
      """;
  private static final String FILES =
      """
      x.php X.PHP x.php5 x.phtml x.phar y.jpg x.php.jpg catalog.pl.pdf .htaccess private/s.pdf
      styles/large/public/there.jpg styles/large/public/x.php css/css_there.css css/x.php
      js/js_there.js sub/.git/config
      """;

  @TempDir static Path dir;
  private static Bed bed;

  @BeforeAll
  static void serve() throws IOException {
    bed = new Bed(dir);
    bed.all("acme", "web/", CODE, "web/sites/default/files", FILES);
    var sample = bed.sample().domain("acme.example.com");
    sample.type = Site.Type.DRUPAL;
    sample.docroot = "web";
    sample.mount("web/sites/default/files", true).mount("private", false);
    sample.php.put("upload_max_filesize", "2K");
    sample.allowPhp = List.of("/core/authorize.php");
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
    return Request.table("drupal.requests");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answers(Request request) throws IOException {
    request.check(bed, ask(), bed.site("acme").resolve("releases/r1/web"));
  }

  @Test
  void codeIsCachedForTwoWeeks() {
    var answer = ask().get("/core/misc/drupal.js");
    assertThat(answer.header("Cache-Control")).containsExactly("max-age=1209600", "public");
    assertThat(answer.header("X-Content-Type-Options")).containsExactly("nosniff");
  }

  @Test
  void everyKindOfAssetIsCachedAndNotSniffed() {
    for (var path : new String[] {"/core/misc/druplicon.png", "/core/misc/font.woff2"}) {
      var answer = ask().get(path);
      assertThat(answer.header("Cache-Control")).containsExactly("max-age=1209600", "public");
      assertThat(answer.header("X-Content-Type-Options")).containsExactly("nosniff");
    }
    assertThat(ask().get("/sites/default/files/y.jpg").header("X-Content-Type-Options"))
        .containsExactly("nosniff");
  }

  @Test
  void aggregatesAreCachedForAYear() {
    var answer = ask().get("/sites/default/files/css/css_there.css");
    assertThat(answer.header("Cache-Control")).containsExactly("max-age=31536000", "public");
  }

  @Test
  void whatDrupalSaysIsAllThatIsSaid() {
    for (var path : new String[] {"/", "/sites/default/files/css/css_new.css"}) {
      var answer = ask().get(path);
      assertThat(answer.header("Cache-Control")).containsExactly("must-revalidate, no-cache");
      assertThat(answer.header("Expires")).isEmpty();
      assertThat(answer.header("X-Content-Type-Options")).isEmpty();
    }
  }

  @Test
  void anUploadMayBeAsLargeAsPhpTakes() {
    assertThat(ask().post("x".repeat(2048)).get("/").param("BODY")).isEqualTo("2048");
    assertThat(ask().post("x".repeat(2049)).get("/").status()).isEqualTo(413);
  }

  /** Core has had no such script since 11, and a robots.txt may be made by a module. */
  @Test
  void whatTheCodeDoesNotBringIsNotServed() throws IOException {
    bed.copyRelease("acme", "r1", "r2");
    var code = bed.site("acme").resolve("releases/r2/web");
    Files.delete(code.resolve("core/modules/statistics/statistics.php"));
    Files.delete(code.resolve("robots.txt"));
    bed.flip("acme", "r2");
    try {
      assertThat(ask().get("/core/modules/statistics/statistics.php").status()).isEqualTo(404);
      assertThat(ask().get("/robots.txt").param("RAN")).isEqualTo(code + "/index.php");
    } finally {
      bed.flip("acme", "r1");
    }
  }
}
