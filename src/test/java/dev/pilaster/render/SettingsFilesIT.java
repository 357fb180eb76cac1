package dev.pilaster.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real PHP sees of the settings, by the way that the application takes to them. */
class SettingsFilesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOSTILE = "a'b\\c$d?>\"`{$x}\r\n<?php exit; /* é \u2028 😀 \\";
  private static final String RELEASE = "999999999999-12345678";

  private static final Map<String, Object> VALUES = new TreeMap<>();

  static {
    VALUES.put("text", HOSTILE);
    VALUES.put(HOSTILE, "key");
    VALUES.put("end", "trailing\\");
    VALUES.put("long", "it's ".repeat(50_000));
    VALUES.put("typed", Arrays.asList(0, -7, 1.5, 1e100, true, false, "0", "", null));
    VALUES.put("extremes", List.of(Long.MIN_VALUE, Long.MAX_VALUE));
    VALUES.put("nested", Map.of("it's", List.of(Map.of("deep", List.of("\\'", "\\\\'", "${x}")))));
  }

  @TempDir Path dir;
  private final Sample sample = new Sample();

  @BeforeEach
  void hostileValues() throws IOException {
    code("web/index.php", "");
    sample.facts = Sample.facts(dir.toString(), "/run", "/etc/nginx");
    sample.docroot = "web";
    sample.salt = Optional.of(Secret.of(HOSTILE));
    sample.values.putAll(VALUES);
    sample.database("default", "mariadb", "");
    sample.include = List.of("web/own.php");
  }

  private Path release() {
    return dir.resolve("acme/releases").resolve(RELEASE);
  }

  /** Writes a file of the release's code. */
  private void code(String place, String text) throws IOException {
    var file = release().resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Lays a site out as a host does, and runs a line of PHP in its current docroot. */
  private JsonNode php(String line) throws IOException {
    var settings = sample.settings("acme");
    for (var file : settings.settings().entrySet()) {
      var config = Files.createDirectories(dir.resolve("acme/config").resolve(RELEASE));
      Files.writeString(config.resolve(file.getKey()), file.getValue());
    }
    for (var include : settings.includes().entrySet()) {
      if (!Files.exists(release().resolve(include.getKey()))) {
        code(include.getKey(), include.getValue());
      }
    }
    var current = dir.resolve("acme/current");
    Files.createSymbolicLink(current, Path.of("releases", RELEASE));
    var argv = List.of("php8.2", "-n", "-d", "display_errors=stderr", "-r", line);
    var process =
        new ProcessBuilder(argv)
            .directory(current.resolve("web").toFile())
            .redirectError(dir.resolve("errors").toFile())
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(dir.resolve("errors")).hasContent("");
    return JSON.readTree(output);
  }

  private static JsonNode json(Object value) throws IOException {
    return JSON.readTree(JSON.writeValueAsString(value));
  }

  private static JsonNode part(JsonNode whole, Map<String, Object> keys) {
    var part = JSON.createObjectNode();
    keys.keySet().forEach(key -> part.set(key, whole.get(key)));
    return part;
  }

  /** As core includes it: from a function, in whose scope the variables are wanted. */
  private static String drupal(String... variables) {
    var list = "compact('" + String.join("', '", variables) + "')";
    return "function f() { require 'sites/default/settings.php'; return "
        + list
        + "; } echo json_encode(f());";
  }

  @Test
  void drupalSeesWhatThePillarSays() throws IOException {
    sample.type = Site.Type.DRUPAL;
    sample.overrides.put("system.site", Map.of(HOSTILE, HOSTILE));
    sample.trusted = List.of("10.0.0.1");
    code("web/own.php", "<?php $settings['own'] = $settings['hash_salt'];");
    var seen = php(drupal("databases", "settings", "config"));
    assertThat(part(seen.get("settings"), VALUES)).isEqualTo(json(VALUES));
    assertThat(seen.at("/settings/hash_salt").asText()).isEqualTo(HOSTILE);
    assertThat(seen.at("/settings/own").asText()).isEqualTo(HOSTILE);
    assertThat(seen.at("/settings/reverse_proxy_trusted_headers").asInt()).isEqualTo(10);
    assertThat(seen.at("/settings/container_yamls/0").asText())
        .isEqualTo(release() + "/web/sites/default/services.yml");
    assertThat(seen.at("/config/system.site")).isEqualTo(json(Map.of(HOSTILE, HOSTILE)));
    assertThat(seen.at("/databases/default/default/password").asText())
        .isEqualTo("it's a \\ secret");
    assertThat(seen.at("/databases/default/default/port").isInt()).isTrue();
  }

  @Test
  void aSettingsFileOfTheCodesOwnIsKept() throws IOException {
    sample.type = Site.Type.DRUPAL;
    sample.include = List.of();
    code(
        "web/sites/default/settings.php",
        "<?php $settings['mine'] = 1; include __DIR__ . '/settings.pilaster.php';");
    var settings = php(drupal("settings")).get("settings");
    assertThat(settings.get("mine").asInt()).isEqualTo(1);
    assertThat(settings.get("text").asText()).isEqualTo(HOSTILE);
  }

  @Test
  void drupal7SeesWhatThePillarSays() throws IOException {
    sample.type = Site.Type.DRUPAL7;
    code("web/own.php", "<?php $conf['own'] = 1;");
    var seen = php(drupal("databases", "conf", "drupal_hash_salt"));
    assertThat(part(seen.get("conf"), VALUES)).isEqualTo(json(VALUES));
    assertThat(seen.get("drupal_hash_salt").asText()).isEqualTo(HOSTILE);
    assertThat(seen.at("/conf/own").asInt()).isEqualTo(1);
  }

  @Test
  void wordPressSeesWhatThePillarSays() throws IOException {
    sample.type = Site.Type.WORDPRESS;
    code("web/own.php", "<?php define('OWN', DB_NAME);");
    code(
        "web/wp-settings.php",
        "<?php echo json_encode(get_defined_constants(true)['user'] + compact('table_prefix'));");
    var seen = php("require 'wp-config.php';");
    assertThat(part(seen, VALUES)).isEqualTo(json(VALUES));
    assertThat(seen.get("DB_PASSWORD").asText()).isEqualTo("it's a \\ secret");
    assertThat(seen.get("OWN").asText()).isEqualTo("acme_default");
    assertThat(seen.get("WP_SITEURL").asText()).isEqualTo("http://acme.example.com");
    assertThat(seen.get("table_prefix").asText()).isEqualTo("wp_");
    assertThat(seen.get("ABSPATH").asText()).isEqualTo(release() + "/web/");
  }

  @Test
  void plainPhpIsGivenThemAsAnArray() throws IOException {
    var seen = php("echo json_encode(require '../settings.pilaster.php');");
    assertThat(part(seen, VALUES)).isEqualTo(json(VALUES));
    assertThat(seen.get("hash_salt").asText()).isEqualTo(HOSTILE);
    assertThat(seen.at("/databases/default/database").asText()).isEqualTo("acme_default");
  }
}
