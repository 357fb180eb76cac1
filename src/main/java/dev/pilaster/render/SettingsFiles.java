package dev.pilaster.render;

import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A site's settings as files, and the way to them from its code. The code may bring its own {@code
 * settings.php} or {@code wp-config.php}; that one is kept, and has to include the file beside it
 * that ends in {@code .pilaster.php}.
 *
 * @param settings file in {@code config/<release>/} to text
 * @param includes file in the release to text, written where the code brings none
 */
public record SettingsFiles(
    SortedMap<String, String> settings, SortedMap<String, String> includes) {
  public SettingsFiles {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    includes = Collections.unmodifiableSortedMap(new TreeMap<>(includes));
  }

  /**
   * Renders them. No text depends on the release's name, which depends on all of them.
   *
   * @param commit the code's, 40 hexadecimal digits
   * @throws IllegalArgumentException for a value that PHP has no way to write
   */
  public static SettingsFiles of(Site site, Server server, HostFacts facts, String commit) {
    var settings = new TreeMap<String, String>();
    var includes = new TreeMap<String, String>();
    var variables = variables(site, server, facts, commit);
    if (!variables.isEmpty()) {
      var file = site.type() == Site.Type.WORDPRESS ? "wp-config.php" : "settings.php";
      var place = directory(site) + file.replace(".php", ".pilaster.php");
      settings.put(file, Templates.render("settings-" + site.type().text(), variables));
      includes.put(place, require(place, file));
      if (site.type() != Site.Type.PHP) {
        includes.put(directory(site) + file, Templates.render("own-" + file, Map.of()));
      }
    }
    if (site.type().php() && !site.php().values().isEmpty()) {
      includes.put(docroot(site) + ".user.ini", UserIni.text(site.php()));
    }
    return new SettingsFiles(settings, includes);
  }

  private static Map<String, Object> variables(
      Site site, Server server, HostFacts facts, String commit) {
    return switch (site.type()) {
      case DRUPAL, DRUPAL7 -> new DrupalSettings(site, server, facts).variables(commit);
      case WORDPRESS -> new WordPressSettings(site, server).variables();
      case PHP -> php(site, server);
      default -> Map.of();
    };
  }

  /** An array for code that knows no other: databases, the salt, and the pillar's own values. */
  private static Map<String, Object> php(Site site, Server server) {
    var values = new LinkedHashMap<String, Object>();
    var databases = new Connections(site, server).all();
    if (!databases.isEmpty()) {
      values.put("databases", databases);
    }
    site.settings().hashSalt().ifPresent(salt -> values.put("hash_salt", salt));
    values.putAll(site.settings().values());
    return values.isEmpty() ? Map.of() : Map.of("values", PhpLiteral.of(values));
  }

  private static String docroot(Site site) {
    return site.docroot().equals(".") ? "" : site.docroot() + "/";
  }

  /** Where in the release the application looks for its settings. */
  private static String directory(Site site) {
    return switch (site.type()) {
      case DRUPAL, DRUPAL7 -> docroot(site) + "sites/default/";
      case WORDPRESS -> docroot(site);
      default -> "";
    };
  }

  private static String require(String place, String file) {
    var depth = place.split("/", -1).length;
    return Templates.render(
        "require", Map.of("depth", depth, "up", depth + 2, "file", PhpLiteral.of("/" + file)));
  }
}
