package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real WordPress: from its repository to an editor's upload, on a real database. */
@ExtendWith(OnDemoHost.class)
class WordPressIT {
  private static final String URL = "http://blog.localhost";
  private static final String SITE =
      """
      schema: 1
      type: wordpress
      source: { git: %s, ref: refs/heads/main }
      domains: [blog.localhost]
      databases:
        default: { service: mariadb, manage: false, name: blog, user: blog, password: "a'b$c" }
      mounts:
        wp-content/uploads: { source: uploads, public: true }
      settings: { hash_salt: "the same on every host" }
      """;

  @TempDir Path dir;

  @Test
  void itInstallsAndAnEditorUploadsAndNothingUploadedRuns(DemoHost host) throws IOException {
    deploy(host);
    var browser = new Browser(host.site("hello").server());
    install(browser);
    logIn(browser);
    assertThat(browser.get(URL + "/wp-admin/plugins.php").status()).isEqualTo(200);
    upload(browser);
    nothingUploadedRuns(host, browser);
    theCodeIsReadOnly(host);
  }

  private static void deploy(DemoHost host) {
    var repository = Demo.run("repo", "wordpress").strip();
    new Database(host, "mariadb")
        .query(
            "CREATE DATABASE IF NOT EXISTS blog; CREATE OR REPLACE USER blog@'%' IDENTIFIED BY"
                + " 'a\\'b\\$c'; GRANT ALL ON blog.* TO blog@'%'");
    host.config.write("sites/blog.yaml", SITE.formatted(repository));
    host.config.edit(host.serverFile(), "  hello:\n", "  blog:\n    container: php82\n  hello:\n");
    host.config.merge("Move the blog in");
    host.synced();
  }

  private static void install(Browser browser) {
    assertThat(browser.get(URL + "/").status()).isEqualTo(302);
    var page =
        browser.post(
            URL + "/wp-admin/install.php?step=2",
            "weblog_title=The blog",
            "user_name=editor",
            "admin_password=correct horse",
            "admin_password2=correct horse",
            "pw_weak=on",
            "admin_email=editor@example.org",
            "blog_public=0");
    assertThat(page.body()).contains("Success!");
    assertThat(browser.get(URL + "/").body()).contains("The blog").contains("Hello world!");
  }

  private static void logIn(Browser browser) {
    browser.get(URL + "/wp-login.php");
    var wrong = browser.post(URL + "/wp-login.php", "log=editor", "pwd=wrong", "testcookie=1");
    assertThat(wrong.body()).contains("is incorrect");
    var right =
        browser.post(URL + "/wp-login.php", "log=editor", "pwd=correct horse", "testcookie=1");
    assertThat(right.status()).isEqualTo(302);
  }

  private void upload(Browser browser) throws IOException {
    var nonce = nonce(browser);
    var note = Files.writeString(dir.resolve("note.txt"), "an editor's note");
    var said =
        browser.upload(
            URL + "/wp-admin/async-upload.php",
            "action=upload-attachment",
            "_wpnonce=" + nonce,
            "async-upload=@" + note + ";type=text/plain");
    var url = find("\"url\":\"([^\"]+note[^\"]*\\.txt)\"", said.body()).replace("\\/", "/");
    assertThat(url).startsWith(URL + "/wp-content/uploads/");
    assertThat(browser.get(url)).isEqualTo(new Browser.Page(200, "an editor's note"));
    var script = Files.writeString(dir.resolve("evil.php"), "<?php echo 6 * 7;");
    var refused =
        browser.upload(
            URL + "/wp-admin/async-upload.php",
            "action=upload-attachment",
            "_wpnonce=" + nonce,
            "async-upload=@" + script + ";type=text/plain");
    assertThat(refused.body()).contains("\"success\":false");
  }

  private static String nonce(Browser browser) {
    var page = browser.get(URL + "/wp-admin/media-new.php").body();
    return find("\"_wpnonce\":\"([0-9a-f]+)\"", page);
  }

  private static String find(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  /** Somebody found a way past WordPress's own check: the site's user can write it there. */
  private static void nothingUploadedRuns(DemoHost host, Browser browser) {
    inside(host, "echo '<?php echo 6 * 7;' > wp-content/uploads/evil.php").good();
    for (var path : new String[] {"evil.php", "evil.php/x.css", "evil.php%00.txt"}) {
      var page = browser.get(URL + "/wp-content/uploads/" + path);
      assertThat(page.status()).as(path).isBetween(400, 499);
      assertThat(page.body()).as(path).doesNotContain("42");
    }
  }

  private static void theCodeIsReadOnly(DemoHost host) {
    assertThat(inside(host, "echo evil >> index.php").exit()).isNotZero();
    assertThat(inside(host, "echo evil > wp-content/plugins/evil.php").exit()).isNotZero();
  }

  private static Ran inside(DemoHost host, String script) {
    var container = host.box.only("php82").name();
    var place = "/srv/sites/blog/current";
    return host.box.run(
        "docker", "exec", "-u", "www-data", "-w", place, container, "sh", "-c", script);
  }
}
