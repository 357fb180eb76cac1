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

/** A plain PHP site behind a real nginx: exact statuses, and what FPM is asked. */
class PhpVhostIT {
  private static final String HOST = "acme.example.com";

  @TempDir static Path dir;
  private static Bed bed;

  @BeforeAll
  static void serve() throws IOException {
    bed = new Bed(dir);
    for (var file :
        List.of(
            "index.php",
            "hello.php",
            "page.html",
            "style.css",
            "X.PHP",
            "old.phtml",
            "a.phar",
            "dump.sql",
            "index.php~",
            "composer.json",
            "web.config",
            "a.inc",
            ".env",
            "sub/.git/config",
            ".well-known/security.txt",
            "conf/secret.txt",
            "conf/open.php",
            "lib/exe/css.php",
            "empty/readme.txt",
            "x.php.jpg",
            "dir/index.php")) {
      bed.code("acme", "web/" + file);
    }
    for (var file :
        List.of("x.php", "X.PHP", "x.phtml", "y.jpg", "x.php.jpg", "catalog.pl.pdf", ".htaccess")) {
      bed.shared("acme", "files/" + file);
    }
    bed.shared("acme", "data/secret.txt");
    bed.link("acme", "web/files", "../../../shared/files");
    bed.link("acme", "web/data", "../../../shared/data");
    bed.link("acme", "web/alias", "files");
    Files.createSymbolicLink(
        bed.site("acme").resolve("shared/files/passwd.txt"), Path.of("/etc/passwd"));
    var sample = bed.sample();
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
    return new Ask(bed.port(), HOST);
  }

  @ParameterizedTest
  @CsvSource({
    "/, /index.php, ''",
    "/node/1?x=1, /index.php, ''",
    "/index.php, /index.php, ''",
    "/index.php?q=node, /index.php, ''",
    "/index.php/node/1, /index.php, /node/1",
    "//index.php, /index.php, ''",
    "/hello.php/a/b, /hello.php, /a/b",
    "/lib/exe/css.php?t=x, /lib/exe/css.php, ''",
    "/dir/, /dir/index.php, ''",
    "/missing.jpg, /index.php, ''",
    "/files/../hello.php, /hello.php, ''",
    "/conf/open.php, /conf/open.php, ''",
  })
  void runs(String path, String script, String pathInfo) {
    var answer = ask().get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.param("SCRIPT_NAME")).isEqualTo(script);
    assertThat(answer.param("PATH_INFO")).isEqualTo(pathInfo);
    assertThat(answer.param("REQUEST_URI")).isEqualTo(path);
    assertThat(answer.param("QUERY_STRING")).isEqualTo(path.replaceFirst("^[^?]*\\??", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "/page.html, 200",
    "/style.css, 200",
    "/x.php.jpg, 200",
    "/.well-known/security.txt, 200",
    "/files/y.jpg, 200",
    "/files/x.php.jpg, 200",
    "/files/catalog.pl.pdf, 200",
    "/nope.php, 404",
    "/foo/bar.php/baz, 404",
    "/style.css/x.php, 404",
    "/X.PHP, 404",
    "/old.phtml, 404",
    "/a.phar, 404",
    "/a.inc, 404",
    "/dump.sql, 404",
    "/index.php~, 404",
    "/composer.json, 404",
    "/web.config, 404",
    "/.env, 404",
    "/sub/.git/config, 404",
    "/alias/x.php, 404",
    "/empty/, 403",
    "/conf, 403",
    "/conf/secret.txt, 403",
    "/conf/other.php, 403",
    "/data/secret.txt, 403",
    "/files/x.php, 403",
    "/files/X.PHP, 403",
    "/files/x.php5, 403",
    "/files/x.phtml, 403",
    "/files/x.phar, 403",
    "/files/%78.php, 403",
    "/files/nope.php, 403",
    "/files/x.php/y.jpg, 403",
    "/files/y.jpg/z.php, 403",
    "/files/, 404",
    "/files/.htaccess, 404",
    "/files/missing.jpg, 404",
    "/files/passwd.txt, 404",
    "/../../etc/passwd, 400",
  })
  void answersWithoutPhp(String path, int status) {
    var before = bed.php().requests();
    assertThat(ask().get(path).status()).isEqualTo(status);
    assertThat(bed.php().requests()).isEqualTo(before);
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
  void nothingIsAddedToWhatPhpAnswers() {
    var answer = ask().get("/");
    assertThat(answer.header("Cache-Control")).isEmpty();
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
    assertThat(new Ask(bed.port(), HOST + ":8080").get("/").param("HTTP_HOST"))
        .isEqualTo(HOST + ":8080");
    assertThat(new Ask(bed.port(), "evil.example").get("http://" + HOST + "/").param("HTTP_HOST"))
        .isEqualTo(HOST);
  }

  @Test
  void anAliasIsSentToTheCanonicalName() {
    var answer = new Ask(bed.port(), "www." + HOST).get("/a/b?c=d");
    assertThat(answer.status()).isEqualTo(301);
    assertThat(answer.header("Location")).containsExactly("http://" + HOST + "/a/b?c=d");
  }

  @Test
  void anUnknownHostGetsNoAnswer() {
    assertThat(new Ask(bed.port(), "nobody.example").get("/").status()).isZero();
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
    var answer = new Ask(bed.port(), host).get(path);
    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.header("Location")).containsExactly(location);
  }

  @Test
  void aDirectoryIsRedirectedToWithoutThePort() {
    assertThat(ask().get("/dir").header("Location")).containsExactly("/dir/");
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
    var ask = new Ask(bed.port(), "pilaster.invalid");
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
