package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.DrupalCore;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NginxConfigTest {
  @Test
  void aPlainPhpSite() throws IOException {
    golden("php", new Sample().domain("hello.example.com"), "hello");
  }

  @Test
  void aPhpSiteWithEverything() throws IOException {
    var sample =
        new Sample()
            .domain("acme.example.com")
            .domain("acme.example.org")
            .alias("www.acme.example.com")
            .mount("web/files", true)
            .mount("web/data", false)
            .mount("private", false)
            .auth("team", "open sesame");
    sample.docroot = "web";
    sample.noindex = true;
    sample.php.put("upload_max_filesize", "32M");
    sample.php.put("max_execution_time", "120");
    sample.forbidden = List.of("/conf", "inc/");
    sample.allowPhp = List.of("/conf/open.php", "/files/evil.php");
    sample.trusted = List.of("10.0.0.0/8");
    sample.snippet = Optional.of("    location = /hand { return 204; }\n");
    sample.redirects.add(redirect("old.example.com", null, "https://acme.example.com/", true));
    sample.redirects.add(redirect(null, "/shop", "/store", false));
    sample.redirects.add(redirect(null, "/blog", "/news", true));
    golden("everything", sample, "acme");
  }

  @Test
  void aDrupal() throws IOException {
    var sample = new Sample().mount("web/sites/default/files", true).mount("private", false);
    sample.type = Site.Type.DRUPAL;
    sample.docroot = "web";
    golden("drupal", sample, "acme");
  }

  /** Without statistics.php, which was the last front controller of a module. */
  @Test
  void aDrupalWhoseVersionIsKnown() throws IOException {
    var sample = new Sample().mount("web/sites/default/files", true).mount("private", false);
    sample.type = Site.Type.DRUPAL;
    sample.docroot = "web";
    sample.core = Optional.of(new DrupalCore("10.3.1", "web/core/lib/Drupal.php"));
    golden("drupal", sample, "acme");
    sample.core = Optional.of(new DrupalCore("11.1.0", "web/core/lib/Drupal.php"));
    golden("drupal-11", sample, "acme");
  }

  @Test
  void aDrupal7() throws IOException {
    var sample = new Sample().mount("sites/default/files", true);
    sample.type = Site.Type.DRUPAL7;
    golden("drupal7", sample, "acme");
  }

  @Test
  void aWordPress() throws IOException {
    var sample = new Sample().mount("wp-content/uploads", true);
    sample.type = Site.Type.WORDPRESS;
    golden("wordpress", sample, "blog");
  }

  @Test
  void aSiteWithLocations() throws IOException {
    var sample = new Sample().mount("files", true);
    sample.locations.put("/slow", location("", "", 600, false));
    sample.locations.put("/slow/import", location("", "1073741824", 1200, false));
    sample.locations.put("/downloads", location("1y", "", 0, false));
    sample.locations.put(
        "/files/team", location("off", "", 0, true, "10.0.0.0/8", "2001:db8::/32"));
    golden("locations", sample, "acme");
  }

  @Test
  void aSiteWithACertificate() throws IOException {
    var sample = new Sample().alias("www.acme.example.com");
    sample.domains.add(0, new Site.Domain("acme.example.com", false));
    sample.type = Site.Type.STATIC;
    sample.encrypt("ec", true, "max-age=31536000");
    golden("encrypted", sample, "acme");
  }

  @Test
  void aPhpSiteOnAnAddress() throws IOException {
    var sample = new Sample();
    sample.byAddress = true;
    sample.allowPhp = List.of("/conf/open.php");
    golden("php-tcp", sample, "hello");
  }

  @Test
  void aProxiedSite() throws IOException {
    golden("proxy", new Sample().proxy(3000, true), "shop");
  }

  @Test
  void aProxyToAnotherPortOfItsServiceNamesThePort() {
    var sample = new Sample().proxy(9001, false);
    assertThat(sample.files("shop").get("/etc/nginx/pilaster.d/shop.conf").text())
        .contains("proxy_pass http://$pilaster_address:9001;")
        .doesNotContain("Upgrade", "$pilaster_release");
  }

  @Test
  void aStaticSite() throws IOException {
    var sample = new Sample();
    sample.type = Site.Type.STATIC;
    golden("static", sample, "leaflet");
  }

  @Test
  void aSiteThatIsNotEnabled() throws IOException {
    var sample = new Sample();
    sample.enabled = false;
    golden("closed", sample, "away");
  }

  @Test
  void aPhpSiteWithoutAServiceIsClosed() {
    var sample = new Sample();
    var route = new NginxConfig.Route(sample.site("hello"));
    var files = sample.nginx().site(route, Optional.empty());
    assertThat(files.get("/etc/nginx/pilaster.d/hello.conf").text()).contains("return 503");
  }

  @Test
  void somebodyElsesDefaultServerStays() {
    var sample = new Sample();
    sample.keepDefault = true;
    assertThat(sample.nginx().withDefault(new TreeMap<>())).isEmpty();
  }

  @Test
  void everyFileBeginsWithTheMark() {
    var sample = new Sample().auth("team", "x").encrypt("ec", false, "max-age=60");
    var files = sample.served("acme").files();
    assertThat(files).hasSize(5);
    assertThat(files.values()).allMatch(t -> t.text().startsWith(Fileset.MARK + "\n"));
  }

  @Test
  void aKeyIsReadByNobodyElse() {
    var files = new Sample().auth("team", "x").encrypt("ec", false, "max-age=60").files("acme");
    assertThat(files.get("/etc/nginx/pilaster.d/acme.cert").mode()).isEqualTo(0600);
    assertThat(files.get("/etc/nginx/pilaster.d/acme.users").mode()).isEqualTo(0640);
    assertThat(files.get("/etc/nginx/pilaster.d/acme.conf").text()).doesNotContain("BEGIN");
  }

  @Test
  void anotherCertificateIsAnotherVhost() {
    var first = new Sample().encrypt("ec", false, "max-age=60").files("acme");
    var second = new Sample().encrypt("rsa", false, "max-age=60").files("acme");
    var vhost = "/etc/nginx/pilaster.d/acme.conf";
    assertThat(first.get(vhost)).isNotEqualTo(second.get(vhost));
  }

  @Test
  void theDigestChangesWithAnyFile() {
    var second = new Sample();
    second.noindex = true;
    assertThat(new Sample().served("acme").digest())
        .isNotEqualTo(second.served("acme").digest())
        .isEqualTo(new Sample().served("acme").digest());
  }

  @Test
  void anAddressOfItsOwnMayAskForTheDigest() {
    var sample = new Sample();
    sample.listen = List.of("192.0.2.7:8080");
    var files = sample.nginx().fileset(new TreeMap<>()).files();
    assertThat(files.get("/etc/nginx/pilaster.d/00-pilaster.conf").text())
        .contains("listen 192.0.2.7:8080;")
        .contains("^(127\\\\.0\\\\.0\\\\.1|::1|192\\\\.0\\\\.2\\\\.7)$");
  }

  @Test
  void aTextCannotBreakOutOfItsDirective() {
    var sample = new Sample();
    sample.forbidden = List.of("/a; } server { listen 1; #\"\\");
    assertThat(sample.files("acme").get("/etc/nginx/pilaster.d/acme.conf").text())
        .contains("location = \"/a; } server { listen 1; #\\\"\\\\\" {");
  }

  @Test
  void aTextThatNginxCannotWriteIsRefused() {
    var sample = new Sample();
    sample.forbidden = List.of("/a$b");
    assertThatThrownBy(() -> sample.files("acme"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dollar");
  }

  private static void golden(String name, Sample sample, String site) throws IOException {
    Golden.check(name, sample.served(site).files());
  }

  private static Site.Location location(
      String expires, String size, int seconds, boolean open, String... allow) {
    return new Site.Location(
        Optional.of(expires).filter(e -> !e.isEmpty()),
        Optional.of(size).filter(s -> !s.isEmpty()),
        Optional.of(Duration.ofSeconds(seconds)).filter(d -> !d.isZero()),
        open,
        List.of(allow));
  }

  private static Site.Redirect redirect(String from, String path, String to, boolean keep) {
    return new Site.Redirect(Optional.ofNullable(from), Optional.ofNullable(path), to, 301, keep);
  }
}
