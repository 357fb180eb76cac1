package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Site;
import dev.pilaster.real.Ask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Static and closed sites, and knobs that a vhost may have, behind a real nginx. */
class OtherVhostsIT {
  @TempDir Path dir;
  private Bed bed;
  private Sample sample;

  @BeforeEach
  void serve() throws IOException {
    bed = new Bed(dir);
    sample = bed.sample();
    bed.code("acme", "index.php");
    bed.code("acme", "index.html");
    bed.code("acme", "style.css");
  }

  @AfterEach
  void stop() throws IOException {
    bed.close();
  }

  private Ask ask() {
    return bed.ask("acme.example.com");
  }

  @Test
  void aStaticSiteServesFilesAndNothingElse() throws IOException {
    sample.type = Site.Type.STATIC;
    bed.code("acme", "404.html");
    bed.code("acme", "about/index.html");
    bed.code("acme", ".git/config");
    bed.code("acme", "empty/x.bin");
    bed.serve(sample, "acme");
    assertThat(ask().get("/").body()).isEqualTo("source of index.html\n");
    assertThat(ask().get("/about/").status()).isEqualTo(200);
    assertThat(ask().get("/style.css").header("Cache-Control")).contains("max-age=1209600");
    assertThat(ask().get("/index.php").status()).isEqualTo(404);
    assertThat(ask().get("/.git/config").status()).isEqualTo(404);
    assertThat(ask().get("/empty/").status()).isEqualTo(403);
    assertThat(ask().get("/404.html").status()).isEqualTo(404);
    var missing = ask().get("/nope");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body()).isEqualTo("source of 404.html\n");
    assertThat(bed.runs()).isZero();
  }

  @Test
  void aSiteThatIsNotEnabledAsksToComeBack() throws IOException {
    sample.enabled = false;
    bed.serve(sample, "acme");
    var answer = ask().get("/index.php");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).containsExactly("600");
    assertThat(answer.header("Content-Type")).containsExactly("text/html");
    assertThat(answer.body()).contains("maintenance").endsWith("</p>\n");
  }

  @Test
  void aPasswordIsAskedFor() throws IOException {
    sample.auth("team", "open sesame");
    bed.serve(sample, "acme");
    assertThat(ask().get("/").status()).isEqualTo(401);
    assertThat(ask().get("/style.css").status()).isEqualTo(401);
    assertThat(ask().header("Authorization: Basic dGVhbTpvcGVuIHNlc2FtZQ==").get("/").status())
        .isEqualTo(200);
    assertThat(ask().header("Authorization: Basic dGVhbTp3cm9uZw==").get("/").status())
        .isEqualTo(401);
  }

  @Test
  void noindexIsSaidOnEveryKindOfAnswer() throws IOException {
    sample.noindex = true;
    bed.serve(sample, "acme");
    assertThat(ask().get("/").header("X-Robots-Tag")).containsExactly("noindex, nofollow");
    assertThat(ask().get("/style.css").header("X-Robots-Tag")).containsExactly("noindex, nofollow");
  }

  @Test
  void onlyATrustedProxyMayNameTheVisitor() throws IOException {
    sample.trusted = List.of("127.0.0.2");
    bed.serve(sample, "acme");
    assertThat(ask().header("X-Forwarded-For: 192.0.2.9").get("/").param("REMOTE_ADDR"))
        .isEqualTo("127.0.0.1");
    assertThat(
            ask()
                .from(Ask.ip(127, 0, 0, 2))
                .header("X-Forwarded-For: 192.0.2.9")
                .get("/")
                .param("REMOTE_ADDR"))
        .isEqualTo("192.0.2.9");
  }

  @Test
  void onlyATrustedProxyMaySayThatItIsEncrypted() throws IOException {
    sample.trusted = List.of("127.0.0.2");
    bed.serve(sample, "acme");
    var proto = "X-Forwarded-Proto: https";
    assertThat(ask().header(proto).get("/").param("HTTPS")).isEmpty();
    var proxied = ask().from(Ask.ip(127, 0, 0, 2)).header(proto).get("/");
    assertThat(proxied.param("HTTPS")).isEqualTo("on");
    assertThat(proxied.param("REQUEST_SCHEME")).isEqualTo("https");
  }

  @Test
  void aSnippetIsPartOfItsSite() throws IOException {
    sample.snippet = Optional.of("location = /hand {\n    return 418;\n}\n");
    bed.serve(sample, "acme");
    assertThat(ask().get("/hand").status()).isEqualTo(418);
  }

  @Test
  void aTextWithQuotesIsOnePath() throws IOException {
    sample.forbidden = List.of("/a b\"; #c");
    bed.serve(sample, "acme");
    assertThat(ask().get("/a%20b%22;%20%23c").status()).isEqualTo(403);
    assertThat(ask().get("/a").status()).isEqualTo(200);
  }

  @Test
  void aPoolThatIsGoneIsABadGatewayAndFilesAreStillServed() throws IOException {
    bed.serve(sample, "acme");
    bed.php().close();
    assertThat(ask().get("/").status()).isEqualTo(502);
    assertThat(ask().get("/style.css").status()).isEqualTo(200);
  }
}
