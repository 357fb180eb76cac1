package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
    var route = new NginxConfig.Route(sample.site("hello"), Optional.empty());
    var files = sample.nginx().files(List.of(route));
    assertThat(files.get("/etc/nginx/pilaster.d/hello.conf").text()).contains("return 503");
  }

  @Test
  void somebodyElsesDefaultServerStays() {
    var sample = new Sample();
    sample.keepDefault = true;
    assertThat(sample.nginx().files(List.of())).isEmpty();
  }

  @Test
  void everyFileBeginsWithTheMark() {
    var sample = new Sample().auth("team", "x");
    var nginx = sample.nginx();
    var files = nginx.fileset(nginx.files(List.of(sample.route("acme")))).files();
    assertThat(files).hasSize(4);
    assertThat(files.values()).allMatch(t -> t.text().startsWith(Fileset.MARK + "\n"));
  }

  @Test
  void theDigestChangesWithAnyFile() {
    var first = new Sample();
    var second = new Sample();
    second.noindex = true;
    assertThat(digest(first)).isNotEqualTo(digest(second)).isEqualTo(digest(new Sample()));
  }

  @Test
  void anAddressOfItsOwnMayAskForTheDigest() {
    var sample = new Sample();
    sample.listen = List.of("192.0.2.7:8080");
    var files = sample.nginx().fileset(sample.nginx().files(List.of())).files();
    assertThat(files.get("/etc/nginx/pilaster.d/00-pilaster.conf").text())
        .contains("listen 192.0.2.7:8080;")
        .contains("^(127\\\\.0\\\\.0\\\\.1|::1|192\\\\.0\\\\.2\\\\.7)$");
  }

  @Test
  void aTextCannotBreakOutOfItsDirective() {
    var sample = new Sample();
    sample.forbidden = List.of("/a; } server { listen 1; #\"\\");
    var text = sample.nginx().files(List.of(sample.route("acme")));
    assertThat(text.get("/etc/nginx/pilaster.d/acme.conf").text())
        .contains("location = \"/a; } server { listen 1; #\\\"\\\\\" {");
  }

  @Test
  void aTextThatNginxCannotWriteIsRefused() {
    var sample = new Sample();
    sample.forbidden = List.of("/a$b");
    var nginx = sample.nginx();
    var routes = List.of(sample.route("acme"));
    assertThatThrownBy(() -> nginx.files(routes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dollar");
  }

  @Test
  void aTypeWithoutATemplateIsRefused() {
    var sample = new Sample();
    sample.type = Site.Type.PROXY;
    var nginx = sample.nginx();
    var routes = List.of(sample.route("blog"));
    assertThatThrownBy(() -> nginx.files(routes)).hasMessageContaining("proxy");
  }

  private static String digest(Sample sample) {
    var nginx = sample.nginx();
    return nginx.fileset(nginx.files(List.of(sample.route("acme")))).digest();
  }

  private static void golden(String name, Sample sample, String site) throws IOException {
    var nginx = sample.nginx();
    var files = nginx.fileset(nginx.files(List.of(sample.route(site))));
    Golden.check(name, files.files());
  }

  private static Site.Redirect redirect(String from, String path, String to, boolean keep) {
    return new Site.Redirect(Optional.ofNullable(from), Optional.ofNullable(path), to, 301, keep);
  }
}
