package dev.pilaster.render;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Observed.Tools;
import dev.pilaster.model.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A site's aliases in both formats (drush.org: site aliases; Drush 8:
 * examples/example.aliases.drushrc.php). Both lead to the program that enters the site's container.
 *
 * @param sites root of all sites
 */
public record DrushAliases(Tools tools, String sites) {
  private static final String GROUP = "live";

  /** Whether Drush is for it. */
  public static boolean isDrupal(Site site) {
    return site.type() == Site.Type.DRUPAL || site.type() == Site.Type.DRUPAL7;
  }

  /** Where Drush 9 and later look only when they are told to. */
  public SortedMap<String, Fileset.Text> settings() {
    var text = Fileset.MARK + "\ndrush:\n  paths:\n    alias-path:\n      - " + yaml(dir()) + "\n";
    return new TreeMap<>(Map.of(tools.drush() + "/drush.yml", new Fileset.Text(text, 0644)));
  }

  private String dir() {
    return tools.drush() + "/sites";
  }

  /** An alias's two files: for Drush 9 and later, and for Drush 8. */
  public List<String> paths(String alias) {
    return List.of(
        dir() + "/" + alias + ".site.yml", tools.drush() + "/" + alias + ".aliases.drushrc.php");
  }

  /** The site's two files. */
  public SortedMap<String, Fileset.Text> of(Site site) {
    var paths = paths(site.drushAlias());
    var files = new TreeMap<String, Fileset.Text>();
    files.put(paths.get(0), new Fileset.Text(modern(site), 0644));
    files.put(paths.get(1), new Fileset.Text(old(site), 0644));
    return files;
  }

  private String root(Site site) {
    var current = sites + "/" + site.name() + "/current";
    return site.docroot().equals(".") ? current : current + "/" + site.docroot();
  }

  private String script() {
    return new SiteTools(tools).drush();
  }

  private String modern(Site site) {
    return Fileset.MARK
        + "\n%s:\n  root: %s\n  uri: %s\n  paths:\n    drush-script: %s\n"
            .formatted(GROUP, yaml(root(site)), yaml(SiteTools.uri(site)), yaml(script()));
  }

  /** A name of its own, and the one that is the file's: {@code @acme} is {@code @acme.live}. */
  private String old(Site site) {
    var record = new LinkedHashMap<String, Object>();
    record.put("root", root(site));
    record.put("uri", SiteTools.uri(site));
    record.put("path-aliases", Map.of("%drush-script", script()));
    return "<?php\n%s\n$aliases[%s] = %s;\n"
        .formatted(Fileset.MARK, PhpLiteral.of(GROUP), PhpLiteral.of(record));
  }

  /** A scalar in single quotes (YAML 1.2, 7.3.2). */
  private static String yaml(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
