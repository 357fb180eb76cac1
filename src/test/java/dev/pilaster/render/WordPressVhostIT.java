package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Site;
import dev.pilaster.real.Ask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A WordPress behind a real nginx and a real FPM. */
class WordPressVhostIT {
  private static final String CODE =
      """
      index.php wp-login.php wp-cron.php wp-config.php wp-config.pilaster.php wp-settings.php xmlrpc.php
      wp-admin/index.php wp-admin/admin-ajax.php wp-admin/network/sites.php wp-login.php~ WP-LOGIN.PHP
      wp-includes/x.php wp-includes/ms-files.php wp-includes/js/x.js
      wp-includes/js/tinymce/wp-tinymce.php wp-content/x.php wp-content/cache/x.php
      wp-content/plugins/x/x.php wp-config-sample.php wp-load.php wp-content/mu-plugins/x.php foo/bar.php
      wp-content/themes/x/ajax.php wp-content/plugins/x/readme.txt wp-content/themes/x/style.css
      wp-content/debug.log readme.html license.txt .git/config .htaccess .env wp-config.php.bak dump.sql
      .well-known/security.txt
      """;
  private static final String UPLOADS =
      "x.php X.PHP x.php5 x.phtml x.phar y.jpg x.php.jpg .htaccess 2026/07/x.php";

  @TempDir static Path dir;
  private static Bed bed;

  @BeforeAll
  static void serve() throws IOException {
    bed = new Bed(dir);
    bed.all("acme", "", CODE, "wp-content/uploads", UPLOADS);
    var sample = bed.sample().domain("acme.example.com");
    sample.type = Site.Type.WORDPRESS;
    sample.mount("wp-content/uploads", true);
    sample.allowPhp = List.of("/wp-includes/ms-files.php");
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
    return Request.table("wordpress.requests");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answers(Request request) throws IOException {
    request.check(bed, ask(), bed.site("acme").resolve("releases/r1"));
  }

  @Test
  void filesAreCachedAndNotSniffedAndWhatPhpSaysIsLeftAlone() {
    for (var path : new String[] {"/wp-includes/js/x.js", "/wp-content/uploads/y.jpg"}) {
      var answer = ask().get(path);
      assertThat(answer.header("Cache-Control")).containsExactly("max-age=1209600", "public");
      assertThat(answer.header("X-Content-Type-Options")).containsExactly("nosniff");
    }
    var page = ask().get("/hello/");
    assertThat(page.header("Cache-Control")).containsExactly("must-revalidate, no-cache");
    assertThat(page.header("X-Content-Type-Options")).isEmpty();
  }

  @Test
  void xmlrpcRunsWhereThePillarAllowsIt() throws IOException {
    bed.code("blog", "xmlrpc.php");
    var sample = bed.sample().domain("blog.example.com");
    sample.type = Site.Type.WORDPRESS;
    sample.allowPhp = List.of("/xmlrpc.php");
    bed.serve(sample, "blog");
    var script = bed.site("blog").resolve("releases/r1/xmlrpc.php");
    assertThat(bed.ask("blog.example.com").get("/xmlrpc.php").param("RAN"))
        .isEqualTo(script.toString());
    assertThat(ask().get("/xmlrpc.php").status()).isEqualTo(403);
  }
}
