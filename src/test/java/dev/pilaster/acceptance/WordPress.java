package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A real WordPress on the throwaway host, from its repository on.
 *
 * @param name of the site; its domain is {@code <name>.localhost}
 * @param browser that an editor sits at
 */
record WordPress(DemoHost host, String name, Browser browser) {
  private static final String SITE =
      """
      schema: 1
      type: wordpress
      source:
        git: %2$s
        ref: refs/heads/main
      domains: [%1$s.localhost]
      databases:
        default: { service: mariadb, name: %1$s, user: %1$s, password: "a'b$c"%3$s }
      mounts:
        wp-content/uploads: { source: uploads, public: true }
      settings: { hash_salt: "the same on every host" }
      """;

  /** The database of {@code manage: false}, empty. */
  private static final String ACCOUNT =
      """
      DROP DATABASE IF EXISTS %1$s;
      CREATE DATABASE %1$s;
      CREATE OR REPLACE USER %1$s@'%%' IDENTIFIED BY 'a\\'b$c';
      GRANT ALL ON %1$s.* TO %1$s@'%%'
      """;

  private static final String VISITORS =
      """
      <?php
      add_action('template_redirect', function () {
          global $wpdb;
          if (isset($_GET['serial'])) {
              status_header($wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->posts}") > 0 ? 200 : 500);
              require __DIR__ . '/visitors/answer.php';
              exit;
          }
      }, 1);
      """;

  static WordPress on(DemoHost host, String name) {
    return new WordPress(host, name, new Browser(host.site("hello").server()));
  }

  /** Where its code is. */
  static String repository() {
    return Demo.run("repo", "wordpress").strip();
  }

  String url() {
    return "http://" + name + ".localhost";
  }

  /** As any visitor sees it. */
  WebSite site() {
    return host.site("hello").beside(name, name + ".localhost");
  }

  /** Places it in the container of PHP 8.2; {@code more}: keys of its database. */
  void deploy(String more) {
    host.config.write("sites/" + name + ".yaml", SITE.formatted(name, repository(), more));
    host.config.edit(host.serverFile(), "  hello:\n", placement() + "  hello:\n");
    host.config.merge("Move " + name + " in");
    host.synced();
  }

  /** What the server file says of it. */
  String placement() {
    return "  " + name + ":\n    container: php82\n";
  }

  /** Brings it up on an account and a schema that somebody made by hand. */
  void moveIn() {
    new Database(host, "mariadb").query(ACCOUNT.formatted(name));
    deploy(", manage: false");
    install();
  }

  /**
   * From now on it answers the visitors of a load as the site hello does, after all of WordPress is
   * loaded and its database was asked. The host's reset takes that back.
   */
  void answerVisitors() {
    var code = host.code(name);
    code.write("wp-content/mu-plugins/visitors.php", VISITORS);
    code.write("wp-content/mu-plugins/visitors/answer.php", host.code("hello").read("index.php"));
    code.merge("Answer visitors that count");
    host.synced();
  }

  void install() {
    assertThat(browser.get(url() + "/").status()).isEqualTo(302);
    var page =
        browser.post(
            url() + "/wp-admin/install.php?step=2",
            "weblog_title=The blog",
            "user_name=editor",
            "admin_password=correct horse",
            "admin_password2=correct horse",
            "pw_weak=on",
            "admin_email=editor@example.org",
            "blog_public=0");
    assertThat(page.body()).contains("Success!");
    assertThat(browser.get(url() + "/").body()).contains("The blog").contains("Hello world!");
  }

  void logIn() {
    browser.get(url() + "/wp-login.php");
    var wrong = browser.post(url() + "/wp-login.php", "log=editor", "pwd=wrong", "testcookie=1");
    assertThat(wrong.body()).contains("is incorrect");
    var right =
        browser.post(url() + "/wp-login.php", "log=editor", "pwd=correct horse", "testcookie=1");
    assertThat(right.status()).isEqualTo(302);
  }

  /** What it says to a file that an editor sends. */
  Browser.Page upload(Path file) {
    return browser.upload(
        url() + "/wp-admin/async-upload.php",
        "action=upload-attachment",
        "_wpnonce=" + nonce(),
        "async-upload=@" + file + ";type=text/plain");
  }

  /** Where visitors find a text file that an editor has sent. */
  String uploaded(Path file) {
    var url = find("\"url\":\"([^\"]+\\.txt)\"", upload(file).body()).replace("\\/", "/");
    assertThat(url).startsWith(url() + "/wp-content/uploads/");
    return url;
  }

  private String nonce() {
    var page = browser.get(url() + "/wp-admin/media-new.php").body();
    return find("\"_wpnonce\":\"([0-9a-f]+)\"", page);
  }

  private static String find(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }
}
