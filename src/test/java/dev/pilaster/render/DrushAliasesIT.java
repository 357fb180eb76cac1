package dev.pilaster.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Drush's aliases, read by a YAML reader and by a real PHP as Drush reads them. */
class DrushAliasesIT {
  private static final String ROOT = "/srv/sites/acme/current/we b'x";
  @TempDir Path dir;
  private final Sample sample = new Sample();
  private final DrushAliases aliases = new DrushAliases(Sample.TOOLS, "/srv/sites");

  @BeforeEach
  void drupal() {
    sample.type = Site.Type.DRUPAL;
    sample.docroot = "we b'x";
    sample.domain("acme.example.com");
  }

  private String text(int which) {
    var path = aliases.paths("acme").get(which);
    return aliases.of(sample.site("acme")).get(path).text();
  }

  private static Map<String, Object> yaml(String text) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  @Test
  void thePathsAreWhereDrushLooks() {
    assertThat(aliases.paths("acme"))
        .containsExactly("/etc/drush/sites/acme.site.yml", "/etc/drush/acme.aliases.drushrc.php");
  }

  @Test
  void drush9FindsRootUriAndTheScriptThatEntersTheContainer() {
    assertThat(yaml(text(0)))
        .isEqualTo(
            Map.of(
                "live",
                Map.of(
                    "root",
                    ROOT,
                    "uri",
                    "http://acme.example.com",
                    "paths",
                    Map.of("drush-script", "/usr/local/bin/drush"))));
  }

  @Test
  void drush9IsToldWhereTheAliasesAre() {
    var text = aliases.settings().get("/etc/drush/drush.yml").text();
    assertThat(yaml(text))
        .isEqualTo(
            Map.of("drush", Map.of("paths", Map.of("alias-path", List.of("/etc/drush/sites")))));
  }

  @Test
  void drush8FindsTheSameAndTheFilePrintsNothing() throws Exception {
    Files.writeString(dir.resolve("acme.aliases.drushrc.php"), text(1));
    var said =
        php(
            "include 'acme.aliases.drushrc.php'; echo json_encode($aliases,"
                + " JSON_UNESCAPED_SLASHES);");
    assertThat(yaml(said))
        .isEqualTo(
            Map.of(
                "live",
                Map.of(
                    "root",
                    ROOT,
                    "uri",
                    "http://acme.example.com",
                    "path-aliases",
                    Map.of("%drush-script", "/usr/local/bin/drush"))));
  }

  private String php(String code) throws IOException, InterruptedException {
    var php = new ProcessBuilder("php", "-r", code).directory(dir.toFile()).start();
    var said = new String(php.getInputStream().readAllBytes(), UTF_8);
    assertThat(php.waitFor()).isZero();
    return said;
  }

  @Test
  void bothSayThatTheyAreOurs() {
    assertThat(aliases.of(sample.site("acme")).values()).allMatch(f -> Fileset.ours(f.text()));
  }
}
