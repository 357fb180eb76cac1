package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class SettingsFilesTest {
  private static Sample drupal() {
    var sample = new Sample().database("default", "mariadb", "");
    sample.type = Site.Type.DRUPAL;
    sample.docroot = "web";
    return sample.mount("web/sites/default/files", true).mount("private", false);
  }

  private static Sample wordpress() {
    var sample = new Sample().database("default", "mariadb", "");
    sample.type = Site.Type.WORDPRESS;
    return sample.mount("wp-content/uploads", true);
  }

  private static String only(SortedMap<String, String> files) {
    assertThat(files).hasSize(1);
    return files.get(files.firstKey());
  }

  private static String line(String text, String part) {
    return text.lines().filter(l -> l.contains(part)).findFirst().orElse("");
  }

  @Test
  void aDrupal() throws IOException {
    Golden.texts("settings-drupal", drupal().settings("acme"));
  }

  @Test
  void aDrupalWithEverything() throws IOException {
    var sample =
        drupal()
            .domain("acme.example.com")
            .domain("acme.example.org")
            .alias("www.acme.example.com")
            .database("legacy", "", "db1.example.com");
    sample.trusted = List.of("10.0.0.0/8", "2001:db8::1");
    sample.values.put("update_free_access", true);
    sample.values.put("list", List.of(1, "two", Map.of("three", 3.5)));
    sample.values.put("key", Secret.of("s3cret"));
    sample.overrides.put("system.performance", Map.of("css", Map.of("preprocess", true)));
    sample.include = List.of("web/sites/default/settings.extra.php");
    sample.php.put("memory_limit", "256M");
    sample.php.put("upload_max_filesize", "64M");
    Golden.texts("settings-drupal-everything", sample.settings("acme"));
  }

  @Test
  void aDrupal7() throws IOException {
    var sample = drupal().mount("sites/default/files", true);
    sample.type = Site.Type.DRUPAL7;
    sample.docroot = ".";
    sample.trusted = List.of("10.0.0.1");
    sample.values.put("maintenance_theme", "bartik");
    Golden.texts("settings-drupal7", sample.settings("acme"));
  }

  @Test
  void aWordPress() throws IOException {
    Golden.texts("settings-wordpress", wordpress().settings("blog"));
  }

  @Test
  void aWordPressWithEverything() throws IOException {
    var sample = wordpress().domain("acme.example.com").encrypt("ec", true, "max-age=60");
    sample.docroot = "public";
    sample.values.put("WP_MEMORY_LIMIT", "256M");
    sample.values.put("DISALLOW_FILE_MODS", false);
    sample.crons.put("cron", new Site.Cron("* * * * *", "wp cron", Duration.ofMinutes(1), "root"));
    sample.include = List.of("public/extra.php");
    Golden.texts("settings-wordpress-everything", sample.settings("blog"));
  }

  @Test
  void plainPhp() throws IOException {
    var sample = new Sample().database("default", "mariadb", "");
    sample.docroot = "web";
    sample.values.put("debug", false);
    sample.php.put("max_execution_time", "120");
    Golden.texts("settings-php", sample.settings("hello"));
  }

  @Test
  void aSiteThatNeedsNoneHasNone() {
    var sample = new Sample();
    sample.salt = Optional.empty();
    assertThat(sample.settings("hello").settings()).isEmpty();
    assertThat(sample.settings("hello").includes()).isEmpty();
    sample.type = Site.Type.STATIC;
    sample.values.put("debug", true);
    assertThat(sample.settings("hello").settings()).isEmpty();
  }

  @Test
  void anotherCommitIsAnotherDeploymentAndNothingElse() {
    var sample = drupal();
    var site = sample.site("acme");
    var other = SettingsFiles.of(site, sample.server(), sample.facts, "8".repeat(40));
    var text = only(sample.settings("acme").settings());
    assertThat(only(other.settings())).isEqualTo(text.replace("9".repeat(40), "8".repeat(40)));
    assertThat(other.includes()).isEqualTo(sample.settings("acme").includes());
  }

  @Test
  void drupalNeverCompilesIntoPublicFiles() {
    var sample = new Sample();
    sample.type = Site.Type.DRUPAL;
    sample.mount("sites/default/files", true);
    assertThat(line(only(sample.settings("acme").settings()), "php_storage"))
        .endsWith(" = '/tmp/acme/php';");
  }

  @Test
  void drupalNeedsASalt() {
    var sample = drupal();
    sample.salt = Optional.empty();
    assertThatThrownBy(() -> sample.settings("acme")).hasMessageContaining("hash_salt");
  }

  @Test
  void proxiesAreTrustedOnlyWhereTheServerSaysSo() {
    var sample = drupal();
    assertThat(only(sample.settings("acme").settings())).doesNotContain("reverse_proxy");
    sample.reverseProxy = "on";
    assertThat(only(sample.settings("acme").settings()))
        .contains("$settings['reverse_proxy_addresses'] = [];");
    sample.reverseProxy = "off";
    sample.trusted = List.of("10.0.0.1");
    assertThat(only(sample.settings("acme").settings())).doesNotContain("reverse_proxy");
  }

  @Test
  void hostsOfOnesOwnAreTakenAsTheyAre() {
    var sample = drupal();
    sample.trustedHosts = List.of("^.+\\.example\\.com$");
    assertThat(only(sample.settings("acme").settings())).contains("'^.+\\\\.example\\\\.com$',");
  }

  @Test
  void theKeysOfAWordPressFollowFromItsOneSecret() {
    var sample = wordpress();
    var text = only(sample.settings("blog").settings());
    assertThat(only(wordpress().settings("blog").settings())).isEqualTo(text);
    assertThat(text.lines().filter(l -> l.matches("define\\('\\w+_(KEY|SALT)', '.{64}'\\);")))
        .hasSize(8)
        .doesNotHaveDuplicates();
    sample.salt = Optional.of(Secret.of("another salt"));
    assertThat(only(sample.settings("blog").settings())).isNotEqualTo(text);
  }

  @Test
  void withoutASecretWordPressKeepsKeysOfItsOwn() {
    var sample = wordpress();
    sample.salt = Optional.empty();
    assertThat(only(sample.settings("blog").settings())).doesNotContain("_SALT");
  }

  @Test
  void anAddressOfTheValuesIsTheAddress() {
    var sample = wordpress();
    sample.values.put("WP_HOME", "https://other.example.com");
    assertThat(only(sample.settings("blog").settings()))
        .contains("define('WP_HOME', 'https://other.example.com');")
        .contains("define('WP_SITEURL', WP_HOME);")
        .doesNotContain("blog.example.com");
  }

  @Test
  void aLimitThatPhpIniCannotWriteIsRefused() {
    var sample = new Sample();
    sample.php.put("date.timezone", "it's");
    assertThatThrownBy(() -> sample.settings("hello")).hasMessageContaining("php.ini");
  }
}
