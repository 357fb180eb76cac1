package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Site;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A site's merged tree, its placement included. */
final class SiteReader {
  private static final Keys KEYS = new Keys();
  static final Map<String, Site.Type> TYPES = types();

  static final Key<Site.Type> TYPE =
      KEYS.needed("type", Shapes.word(TYPES), "drupal7, drupal, wordpress, php, static or proxy");
  private static final Key<String> DOCROOT =
      KEYS.needed("docroot", Formats.RELATIVE, "directory that is served; drupal: web, others: .");
  private static final Key<Boolean> ENABLED =
      KEYS.or("enabled", Shapes.BOOL, true, "false: 503 page, crons off, nothing deleted; = true");
  static final Key<Optional<Site.Source>> SOURCE =
      KEYS.maybe("source", SourceReader.SHAPE, "where the code comes from");
  static final Key<List<Site.Domain>> DOMAINS =
      KEYS.needed("domains", VhostReader.DOMAINS, "host names; the first is canonical");
  static final Key<List<Site.Redirect>> REDIRECTS =
      KEYS.list("redirects", VhostReader.REDIRECT, "answers with another address");
  private static final Key<Site.Tls> TLS =
      KEYS.section("tls", VhostReader.TLS, "encryption to the visitor");
  static final Key<SortedMap<String, Site.Database>> DATABASES =
      KEYS.map("databases", FreeKeys::key, DatabaseReader.SHAPE, "by Drupal's key, or default");
  private static final Key<SortedMap<String, Site.Mount>> MOUNTS =
      KEYS.map("mounts", FreeKeys::relative, MountReader.SHAPE, "writable places of the release");
  private static final Key<Optional<String>> ASSETS =
      KEYS.maybe("assets_import", DatabaseReader.IMPORT, "an archive, once per site and host");
  static final Key<Site.Settings> SETTINGS =
      KEYS.section("settings", SettingsReader.SHAPE, "what is rendered into settings files");
  private static final Key<SortedMap<String, String>> PHP =
      KEYS.map(
          "php", FreeKeys::directive, SettingsReader.DIRECTIVE, "PHP's own limits for the site");
  private static final Key<Site.Nginx> NGINX =
      KEYS.section("nginx", NginxReader.SHAPE, "knobs of the vhost");
  static final Key<Optional<Site.Upstream>> UPSTREAM =
      KEYS.maybe("upstream", VhostReader.UPSTREAM, "type proxy only: the container that answers");
  private static final Key<SortedMap<String, Site.Cron>> CRONS =
      KEYS.map("crons", FreeKeys::name, JobReader.CRON, "jobs on the host's clock");
  private static final Key<Site.Hooks> HOOKS =
      KEYS.section("hooks", JobReader.HOOKS, "commands around a deploy");
  private static final Key<Site.Healthcheck> HEALTHCHECK =
      KEYS.section("healthcheck", JobReader.HEALTHCHECK, "how the site is asked through nginx");
  private static final Key<Optional<String>> DRUSH =
      KEYS.section("drush", JobReader.DRUSH, "drush on the host");
  private static final Key<Site.Mail> MAIL =
      KEYS.section("mail", JobReader.MAIL, "mail that the site sends");
  private static final Key<Site.Permissions> PERMISSIONS =
      KEYS.section("permissions", PermissionsReader.SHAPE, "owner, group and modes of its files");
  static final Key<Optional<Name>> CONTAINER =
      KEYS.maybe("container", Formats.NAME, "only in a server's file: where the site runs");

  /** A merged site; the context's name is the site's. */
  static final Shape<Site> SHAPE = KEYS.shape(SiteReader::read);

  private SiteReader() {}

  private static Site read(Values v) {
    return new Site(
        v.in().name(),
        v.get(TYPE),
        v.get(DOCROOT),
        v.get(ENABLED),
        source(v),
        v.get(DOMAINS),
        v.get(REDIRECTS),
        v.get(TLS),
        v.get(DATABASES),
        v.get(MOUNTS),
        v.get(ASSETS),
        v.get(SETTINGS),
        new Site.Php(v.get(PHP)),
        v.get(NGINX),
        upstream(v),
        v.get(CRONS),
        v.get(HOOKS),
        v.get(HEALTHCHECK),
        v.get(DRUSH).orElse(v.in().name().value()),
        v.get(MAIL),
        v.get(PERMISSIONS),
        v.get(CONTAINER));
  }

  private static Optional<Site.Source> source(Values v) {
    if (v.get(SOURCE).isEmpty() && v.get(TYPE) != Site.Type.PROXY) {
      v.fail(SOURCE, "is missing: where the code comes from, at least {git: …, ref: …}");
    }
    return v.get(SOURCE);
  }

  private static Optional<Site.Upstream> upstream(Values v) {
    if (v.get(TYPE) == Site.Type.PROXY && v.get(UPSTREAM).isEmpty()) {
      v.fail(UPSTREAM, "is missing: type proxy needs {container: …, port: …}");
    } else if (v.get(TYPE) != Site.Type.PROXY && v.get(UPSTREAM).isPresent()) {
      v.fail(UPSTREAM, "is for type proxy only; this site is of type " + v.get(TYPE).text());
    }
    return v.get(UPSTREAM);
  }

  private static Map<String, Site.Type> types() {
    var types = new LinkedHashMap<String, Site.Type>();
    Arrays.stream(Site.Type.values()).forEach(t -> types.put(t.text(), t));
    return types;
  }
}
