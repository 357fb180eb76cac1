package dev.pilaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Fileset;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Drush's aliases and the program that enters containers, as sites come and go. */
class DrushTest {
  private static final String MODERN = "/etc/drush/sites/acme.site.yml";
  private static final String OLD = "/etc/drush/acme.aliases.drushrc.php";
  private static final String SETTINGS = "/etc/drush/drush.yml";
  private static final String WRAPPER = "/usr/local/bin/drush";

  private static Desired desired(String type, String more) {
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("servers/web1.yaml", Fixtures.SMALL);
    files.put("sites/acme.yaml", Fixtures.site(type, "acme") + more);
    return Fixtures.slice(files).desired().orElseThrow();
  }

  private static Desired drupal(String more) {
    return desired("drupal", "settings: { hash_salt: salt }\n" + more);
  }

  private static World world(Desired desired) {
    var world = new World(desired);
    world.code("acme", 'a');
    world.settle();
    return world;
  }

  @Test
  void aDrupalHasBothFormatsAndTheSecondTurnChangesNothing() {
    var world = world(drupal(""));
    assertThat(world.host.files.get(MODERN)).contains("root: '/srv/sites/acme/current/web'");
    assertThat(world.host.files.get(OLD)).contains("'/srv/sites/acme/current/web'");
    assertThat(world.host.files).containsKeys(SETTINGS, WRAPPER);
    assertThat(world.plan().changes()).isEmpty();
  }

  @Test
  void anAliasOfAnotherNameTakesTheFormersPlace() {
    var world = world(drupal(""));
    world.desired = drupal("drush: { alias: shop }\n");
    world.settle();
    assertThat(world.host.files)
        .doesNotContainKeys(MODERN, OLD)
        .containsKeys("/etc/drush/sites/shop.site.yml", "/etc/drush/shop.aliases.drushrc.php");
    assertThat(world.host.files.get("/var/lib/pilaster/tools/sites/acme"))
        .contains("\nalias='shop'\n");
  }

  @Test
  void aSiteOfAnotherTypeHasNoneAndAHostWithoutDrupalNoWrapper() {
    var world = world(drupal(""));
    world.desired = desired("php", "");
    world.settle();
    assertThat(world.host.files).doesNotContainKeys(MODERN, OLD, SETTINGS, WRAPPER);
    assertThat(world.host.files.get("/var/lib/pilaster/tools/sites/acme")).contains("\nalias=''\n");
    assertThat(world.plan().changes()).isEmpty();
  }

  @Test
  void whatSomebodyElseHasThereStays() {
    var world = new World(drupal(""));
    world.host.files.put(SETTINGS, "drush: { theirs: true }\n");
    world.host.files.put(OLD, "<?php // theirs\n");
    world.code("acme", 'a');
    world.settle();
    assertThat(world.host.files)
        .containsEntry(SETTINGS, "drush: { theirs: true }\n")
        .containsEntry(OLD, "<?php // theirs\n")
        .containsKey(MODERN);
    assertThat(world.plan().changes()).isEmpty();
  }

  @Test
  void anAliasThatSomebodyEditedIsRepaired() {
    var world = world(drupal(""));
    var ours = world.host.files.get(MODERN);
    world.host.files.put(MODERN, Fileset.MARK + "\nlive: { root: /tmp }\n");
    world.settle();
    assertThat(world.host.files).containsEntry(MODERN, ours);
  }
}
