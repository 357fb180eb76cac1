package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Site;
import dev.pilaster.real.Ask;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain PHP site behind a real nginx: exact statuses, and what FPM is asked. */
class PhpVhostIT {
  private static final String HOST = "acme.example.com";
  private static final String CODE =
      """
      index.php hello.php page.html style.css module.mjs X.PHP old.phtml a.phar dump.sql index.php~
      composer.json web.config a.inc .env sub/.git/config .well-known/security.txt conf/secret.txt
      conf/open.php lib/exe/css.php empty/readme.txt x.php.jpg dir/index.php
      """;
  private static final String FILES =
      "x.php X.PHP x.phtml y.jpg x.php.jpg catalog.pl.pdf .htaccess";

  @TempDir static Path dir;
  private static Bed bed;

  @BeforeAll
  static void serve() throws IOException {
    bed = new Bed(dir);
    bed.all("acme", "web/", CODE, "web/files", FILES);
    bed.shared("acme", "data/secret.txt");
    bed.link("acme", "web/data", "../../../shared/data");
    bed.link("acme", "web/alias", "files");
    Files.createSymbolicLink(
        bed.site("acme").resolve("shared/files/passwd.txt"), Path.of("/etc/passwd"));
    var sample = bed.sample();
    sample.listen = List.of(sample.listen.get(0), "[::1]:" + bed.port());
    sample.docroot = "web";
    sample.domain(HOST).alias("www.acme.example.com");
    sample.mount("web/files", true).mount("web/data", false);
    sample.body = Optional.of("1k");
    sample.forbidden = List.of("/conf");
    sample.allowPhp = List.of("/conf/open.php", "/files/x.php");
    sample.redirects.add(redirect("old.example.com", null, "https://" + HOST + "/", true));
    sample.redirects.add(redirect("gone.example.com", null, "https://" + HOST + "/gone", false));
    sample.redirects.add(redirect(null, "/shop", "/store", false));
    sample.redirects.add(redirect(null, "/blog", "/news", true));
    bed.serve(sample, "acme");
  }

  @AfterAll
  static void stop() throws IOException {
    bed.close();
  }

  private static Site.Redirect redirect(String from, String path, String to, boolean keep) {
    return new Site.Redirect(Optional.ofNullable(from), Optional.ofNullable(path), to, 308, keep);
  }

  private static Ask ask() {
    return bed.ask(HOST);
  }

  static List<Request> requests() {
    return Request.table("php.requests");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answers(Request request) throws IOException {
    request.check(bed, ask(), bed.site("acme").resolve("releases/r1/web"));
  }

  @Test
  void theScriptIsTheRealReleaseAndFollowsTheLinkWithoutAReload() throws IOException {
    assertThat(ask().get("/").param("SCRIPT_FILENAME"))
        .isEqualTo(bed.site("acme") + "/releases/r1/web/index.php");
    bed.copyRelease("acme", "r1", "r2");
    bed.flip("acme", "r2");
    var answer = ask().get("/");
    assertThat(answer.param("SCRIPT_FILENAME"))
        .isEqualTo(bed.site("acme") + "/releases/r2/web/index.php");
    assertThat(answer.param("DOCUMENT_ROOT")).isEqualTo(bed.site("acme") + "/releases/r2/web");
    bed.flip("acme", "r1");
  }

  @Test
  void staticFilesAreCachedAndNotSniffed() {
    var answer = ask().get("/style.css");
    assertThat(answer.header("Cache-Control")).containsExactly("max-age=1209600", "public");
    assertThat(answer.header("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(ask().get("/page.html").header("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(ask().get("/files/y.jpg").header("X-Content-Type-Options"))
        .containsExactly("nosniff");
  }

  @Test
  void aModuleIsOfATypeThatBrowsersRun() {
    var answer = ask().get("/module.mjs");
    assertThat(answer.header("Content-Type")).containsExactly("application/javascript");
    assertThat(answer.header("Cache-Control")).containsExactly("max-age=1209600", "public");
    assertThat(answer.header("X-Content-Type-Options")).containsExactly("nosniff");
  }

  @Test
  void nothingIsAddedToWhatPhpAnswers() {
    var answer = ask().get("/");
    assertThat(answer.header("Cache-Control")).containsExactly("must-revalidate, no-cache");
    assertThat(answer.header("X-Content-Type-Options")).isEmpty();
  }

  @Test
  void anUploadMayBeAsLargeAsItMay() {
    assertThat(ask().post("x".repeat(1024)).get("/").param("BODY")).isEqualTo("1024");
    assertThat(ask().post("x".repeat(1025)).get("/").status()).isEqualTo(413);
  }

  @Test
  void theProxyHeaderNeverReachesPhp() {
    var answer = ask().header("Proxy: http://evil.example").get("/");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("HTTP_PROXY");
  }

  @Test
  void theHostKeepsItsPortAndNothingElse() {
    assertThat(bed.ask(HOST + ":8080").get("/").param("HTTP_HOST")).isEqualTo(HOST + ":8080");
    assertThat(bed.ask("evil.example").get("http://" + HOST + "/").param("HTTP_HOST"))
        .isEqualTo(HOST);
  }

  @Test
  void anAliasIsSentToTheCanonicalName() {
    var answer = bed.ask("www." + HOST).get("/a/b?c=d");
    assertThat(answer.status()).isEqualTo(301);
    assertThat(answer.header("Location")).containsExactly("http://" + HOST + "/a/b?c=d");
  }

  @Test
  void anUnknownHostGetsNoAnswer() {
    assertThat(bed.ask("nobody.example").get("/").status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "old.example.com, /a?b=c, https://acme.example.com/a?b=c",
    "gone.example.com, /a?b=c, https://acme.example.com/gone",
    "acme.example.com, /shop?b=c, /store?b=c",
    "acme.example.com, /blog/a%0d%0aX:y?b=c, /news/a%0d%0aX:y?b=c",
    "acme.example.com, /blog, /news",
  })
  void redirects(String host, String path, String location) {
    var answer = bed.ask(host).get(path);
    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.header("Location")).containsExactly(location);
  }

  @Test
  void itListensOnIpv6Too() {
    var answer =
        new Ask(
                new InetSocketAddress(
                    Ask.ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), bed.port()),
                HOST)
            .get("/");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void onlyTheHostItselfMayAskForTheDigest() {
    var ask = bed.ask("pilaster.invalid");
    assertThat(ask.get("/digest").body()).isEqualTo(bed.digest());
    assertThat(ask.get("/other").status()).isEqualTo(404);
    assertThat(ask.from(Ask.ip(127, 0, 0, 2)).get("/digest").status()).isZero();
  }

  @Test
  void itWritesItsOwnLogs() throws IOException {
    ask().get("/?logged");
    assertThat(Files.readString(dir.resolve("log/acme/access.log"))).contains("/?logged");
  }
}
