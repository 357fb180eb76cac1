package dev.pilaster.render;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.Tools;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What cron and people run on the host without the agent: two scripts, what they know of this agent
 * and of each site, and {@code drush}.
 */
public record SiteTools(Tools tools) {
  /** Who owns FPM's workers in the images: what a command writes can be read by the site. */
  private static final String USER = "www-data";

  private static final Map<String, String> SCRIPTS =
      Map.of("run", script("run"), "enter", script("enter"));

  /** The directory that is ours alone. */
  public String dir() {
    return tools.state() + "/tools";
  }

  /** One of the two scripts: {@code run} a job, {@code enter} a container. */
  public String program(String name) {
    return dir() + "/" + name;
  }

  /** What people type. */
  public String drush() {
    return tools.bin() + "/drush";
  }

  /** The files that there are for every host. */
  public SortedMap<String, Fileset.Text> programs() {
    var files = new TreeMap<String, Fileset.Text>();
    SCRIPTS.forEach((name, text) -> files.put(program(name), new Fileset.Text(text, 0755)));
    files.put(dir() + "/settings", new Fileset.Text(settings(), 0644));
    return files;
  }

  /** {@code drush @acme}: it ends in the site's container. */
  public Fileset.Text wrapper() {
    var call = "exec " + Shell.word(program("enter")) + " drush-here \"$@\"\n";
    return new Fileset.Text("#!/bin/sh\n" + Fileset.MARK + "\n" + call, 0755);
  }

  private String settings() {
    return Fileset.MARK
        + "\n"
        + Shell.let("prefix", tools.prefix())
        + Shell.let("crontabs", tools.cron())
        + Shell.let("DOCKER_HOST", tools.engine())
        + "export DOCKER_HOST\n";
  }

  public String sitePath(String site) {
    return dir() + "/sites/" + site;
  }

  /**
   * What the scripts know of a site.
   *
   * @param service where its commands run
   * @param sites root of all sites
   */
  public Fileset.Text site(Site site, Name service, String sites) {
    var dir = sites + "/" + site.name() + (site.source().isPresent() ? "/current" : "");
    var root = site.docroot().equals(".") ? dir : dir + "/" + site.docroot();
    var text = new StringBuilder(Fileset.MARK + "\n");
    text.append(Shell.let("service", service.value()));
    text.append(Shell.let("user", USER));
    text.append(Shell.let("dir", dir));
    text.append(Shell.let("root", root));
    text.append(Shell.let("uri", uri(site)));
    text.append(Shell.let("alias", DrushAliases.isDrupal(site) ? site.drushAlias() : ""));
    text.append("case ${job:-} in\n");
    site.crons().forEach((name, cron) -> text.append(job(name, cron)));
    return new Fileset.Text(text + "esac\n", 0644);
  }

  private static String job(String name, Site.Cron cron) {
    return "%s) user=%s seconds=%d command=%s ;;\n"
        .formatted(
            name,
            Shell.word(cron.user()),
            Math.max(1, cron.timeout().toSeconds()),
            Shell.word(cron.command()));
  }

  /** As visitors see it. */
  static String uri(Site site) {
    var secure = site.tls().mode().toLowerCase(Locale.ROOT).equals("none") ? "http" : "https";
    return secure + "://" + site.canonical();
  }

  private static String script(String name) {
    try (InputStream in = SiteTools.class.getResourceAsStream("tools/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no script " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
