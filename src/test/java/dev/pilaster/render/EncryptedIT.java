package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Certificate;
import dev.pilaster.model.Site;
import dev.pilaster.real.Pems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sites with a certificate from files, behind a real nginx and a real FPM. */
class EncryptedIT {
  private static final String HOST = "acme.example.com";
  private static final String HSTS = "max-age=31536000; includeSubDomains";

  @TempDir Path dir;
  private Bed bed;
  private Sample sample;

  @BeforeEach
  void start() throws IOException {
    bed = new Bed(dir);
    sample = bed.sample().domain(HOST).alias("www." + HOST).encrypt("ec", false, HSTS);
    bed.code("acme", "index.php");
    bed.code("acme", "style.css");
  }

  @AfterEach
  void stop() throws IOException {
    bed.close();
  }

  @Test
  void bothWaysLeadToTheSite() throws IOException {
    bed.serve(sample, "acme");
    assertThat(bed.ask(HOST).get("/").param("HTTPS")).isEmpty();
    assertThat(bed.ask(HOST).get("/").param("REQUEST_SCHEME")).isEqualTo("http");
    assertThat(bed.secure(HOST).get("/").param("HTTPS")).isEqualTo("on");
    assertThat(bed.secure(HOST).get("/").param("REQUEST_SCHEME")).isEqualTo("https");
    assertThat(bed.secure(HOST).get("/style.css").status()).isEqualTo(200);
  }

  @Test
  void theLifetimeIsSaidOnlyWhereItIsEncrypted() throws IOException {
    bed.code("acme", ".env");
    bed.serve(sample, "acme");
    for (var path : new String[] {"/", "/style.css", "/.env", "/nope.php"}) {
      assertThat(bed.secure(HOST).get(path).header("Strict-Transport-Security"))
          .as(path)
          .containsExactly(HSTS);
      assertThat(bed.ask(HOST).get(path).header("Strict-Transport-Security")).as(path).isEmpty();
    }
  }

  @Test
  void httpLeadsToHttpsButForTheAuthoritysQuestion() throws IOException {
    sample.encrypt("ec", true, HSTS);
    Files.createDirectories(dir.resolve("acme/.well-known/acme-challenge"));
    Files.writeString(dir.resolve("acme/.well-known/acme-challenge/tok"), "answer");
    bed.serve(sample, "acme");
    var redirected = bed.ask(HOST).get("/a?b=c");
    assertThat(redirected.status()).isEqualTo(301);
    assertThat(redirected.header("Location")).containsExactly("https://" + HOST + "/a?b=c");
    for (var host : new String[] {HOST, "www." + HOST}) {
      var answer = bed.ask(host).get("/.well-known/acme-challenge/tok");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).containsExactly("text/plain");
      assertThat(answer.body()).isEqualTo("answer");
      assertThat(bed.ask(host).get("/.well-known/acme-challenge/no").status()).isEqualTo(404);
    }
    assertThat(bed.runs()).isZero();
    assertThat(bed.secure(HOST).get("/").status()).isEqualTo(200);
  }

  @Test
  void theAuthorityIsAnsweredInSpiteOfAPasswordAndOfMaintenance() throws IOException {
    sample.auth("team", "open sesame");
    sample.enabled = false;
    Files.createDirectories(dir.resolve("acme/.well-known/acme-challenge"));
    Files.writeString(dir.resolve("acme/.well-known/acme-challenge/tok"), "answer");
    bed.serve(sample, "acme");
    assertThat(bed.ask(HOST).get("/").status()).isEqualTo(503);
    assertThat(bed.ask(HOST).get("/.well-known/acme-challenge/tok").status()).isEqualTo(200);
    sample.enabled = true;
    bed.serve(sample, "acme");
    assertThat(bed.ask(HOST).get("/").status()).isEqualTo(401);
    assertThat(bed.ask(HOST).get("/.well-known/acme-challenge/tok").status()).isEqualTo(200);
  }

  @Test
  void anAliasLeadsToTheSameScheme() throws IOException {
    bed.serve(sample, "acme");
    assertThat(bed.ask("www." + HOST).get("/a").header("Location"))
        .containsExactly("http://" + HOST + "/a");
    assertThat(bed.secure("www." + HOST).get("/a").header("Location"))
        .containsExactly("https://" + HOST + "/a");
  }

  @Test
  void anAliasLeadsStraightToHttpsWhereThatIsForced() throws IOException {
    sample.encrypt("ec", true, HSTS);
    bed.serve(sample, "acme");
    assertThat(bed.ask("www." + HOST).get("/a").header("Location"))
        .containsExactly("https://" + HOST + "/a");
  }

  @Test
  void aNameThatIsNobodysIsShownNoCertificate() throws IOException {
    bed.serve(sample, "acme");
    assertThat(bed.secure(HOST).certificate()).isPresent();
    assertThat(bed.secure("nobody.example").certificate()).isEmpty();
  }

  @Test
  void allOfItHoldsOverIpv6() throws Exception {
    sample.encrypt("ec", true, HSTS);
    six(sample);
    bed.serve(sample, "acme");
    var other = bed.sample().domain("other.example.com").encrypt("rsa", false, HSTS);
    six(other);
    bed.code("other", "index.php");
    bed.serve(other, "other");

    for (var site : Map.of(HOST, "ec", "other.example.com", "rsa").entrySet()) {
      assertThat(bed.secure6(site.getKey()).certificate().orElseThrow().getEncoded())
          .as(site.getKey())
          .isEqualTo(Pems.first(site.getValue() + ".crt").getEncoded());
      var answer = bed.secure6(site.getKey()).get("/");
      assertThat(answer.param("HTTPS")).isEqualTo("on");
      assertThat(answer.param("REMOTE_ADDR")).isEqualTo("::1");
      assertThat(answer.param("SERVER_NAME")).isEqualTo(site.getKey());
    }
    assertThat(bed.ask6(HOST).get("/a?b=c").header("Location"))
        .containsExactly("https://" + HOST + "/a?b=c");
    assertThat(bed.ask6("other.example.com").get("/").param("HTTPS")).isEmpty();
    assertThat(bed.secure6("nobody.example").certificate()).isEmpty();
    assertThat(bed.ask6("nobody.example").get("/").status()).isZero();
  }

  private void six(Sample site) {
    site.listen = List.of(site.listen.get(0), "[::1]:" + bed.port());
  }

  @ParameterizedTest
  @CsvSource({
    "ec.crt, ec-sec1.key",
    "ec.crt, ec-params.key",
    "rsa.crt, rsa-pkcs1.key",
    "ed25519.crt, ed25519.key"
  })
  void nginxTakesEveryFormThatIsAccepted(String certificate, String key) throws IOException {
    var both = Certificate.of(Pems.text(certificate), Pems.text(key));
    sample.tls = new Site.Tls("files", Optional.of(both), false, Optional.empty());
    bed.serve(sample, "acme");
    assertThat(bed.secure(HOST).get("/").status()).isEqualTo(200);
  }
}
