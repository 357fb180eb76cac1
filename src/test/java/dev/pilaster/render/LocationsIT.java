package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Site;
import dev.pilaster.real.Ask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of a site that are not like the rest, in everything that can answer there. */
class LocationsIT {
  private static final String HOST = "acme.example.com";
  private static final String PASSWORD = "Authorization: Basic dGVhbTpvcGVuIHNlc2FtZQ==";
  private static final String CODE =
      """
      index.php big/run.php big/page.html big/style.css big/.env big/dir/index.php
      old/a.zip old/a.css old/a.html open/run.php open/page.html
      near/run.php near/page.html near/style.css index.html
      """;

  @TempDir static Path dir;
  private static Bed bed;

  @BeforeAll
  static void serve() throws IOException {
    bed = new Bed(dir);
    bed.all("acme", "", CODE, "files", "near/y.jpg near/x.php far.jpg");
    var sample = bed.sample().domain(HOST).mount("files", true).auth("team", "open sesame");
    sample.body = Optional.of("1k");
    sample.locations.put("/big", location("", "3k", false));
    sample.locations.put("/old", location("1y", "", false));
    sample.locations.put("/open", location("", "", true));
    sample.locations.put("/near", location("", "", false, "127.0.0.2"));
    sample.locations.put("/files/near", location("", "", false, "127.0.0.2"));
    bed.serve(sample, "acme");
  }

  @AfterAll
  static void stop() throws IOException {
    bed.close();
  }

  private static Site.Location location(
      String expires, String size, boolean open, String... allow) {
    return new Site.Location(
        Optional.of(expires).filter(e -> !e.isEmpty()),
        Optional.of(size).filter(s -> !s.isEmpty()),
        Optional.of(Duration.ofMinutes(5)),
        open,
        List.of(allow));
  }

  private static Ask ask() {
    return bed.ask(HOST).header(PASSWORD);
  }

  static List<Request> requests() {
    return Request.table("locations.requests");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answersAsEverywhereElse(Request request) throws IOException {
    request.check(bed, ask().from(Ask.ip(127, 0, 0, 2)), bed.site("acme").resolve("releases/r1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/big/node/1", "/big/run.php", "/big/dir/"})
  void moreMayBeSent(String path) {
    assertThat(ask().post("x".repeat(3072)).get(path).param("BODY")).isEqualTo("3072");
    assertThat(ask().post("x".repeat(3073)).get(path).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/bigger", "/open/run.php"})
  void noMoreMayBeSentElsewhere(String path) {
    assertThat(ask().post("x".repeat(1025)).get(path).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/old/a.zip", "/old/a.css", "/old/a.html"})
  void filesAreKeptForAsLongAsItSays(String path) {
    assertThat(ask().get(path).header("Cache-Control"))
        .containsExactly("max-age=31536000", "public");
  }

  @Test
  void whatPhpSaysIsNotKept() {
    assertThat(ask().get("/old/node/1").header("Cache-Control"))
        .containsExactly("must-revalidate, no-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/open/node/1", "/open/run.php", "/open/page.html"})
  void noPasswordIsAskedForWhereItIsOpen(String path) {
    assertThat(bed.ask(HOST).get(path).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/opened", "/index.html", "/big/run.php", "/files/far.jpg"})
  void aPasswordIsAskedForElsewhere(String path) {
    assertThat(bed.ask(HOST).get(path).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/near/node/1",
        "/near/run.php",
        "/near/page.html",
        "/near/style.css",
        "/files/near/y.jpg"
      })
  void onlyThoseWhoAreAllowedComeIn(String path) {
    assertThat(ask().get(path).status()).isEqualTo(403);
    assertThat(ask().from(Ask.ip(127, 0, 0, 2)).get(path).status()).isEqualTo(200);
  }
}
