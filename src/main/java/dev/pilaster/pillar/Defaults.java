package dev.pilaster.pillar;

import static java.util.stream.Collectors.toMap;

import dev.pilaster.model.Role;
import dev.pilaster.model.Site;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * Our own bottom layers: the defaults that depend on a site's type or on a container's role, as the
 * reference marks them. Defaults that depend on nothing stand beside their keys in the readers. A
 * change here needs a new {@code schema:} number: an unchanged pillar keeps its fingerprints.
 */
final class Defaults {
  private static final String SITE =
      """
      docroot: .
      healthcheck: { path: / }
      """;

  private static final String DRUPAL =
      """
      crons:
        drupal: { spec: "H/15 * * * *", command: drush cron, timeout: 10m, user: www-data }
      healthcheck: { path: /user/login }
      """;

  private static final String DRUPAL_8 =
      """
      docroot: web
      mounts:
        web/sites/default/files: { source: files, public: true }
        private: { source: private, public: false }
      """;

  private static final String CONTAINER =
      """
      security_opt: ["no-new-privileges:true"]
      pids_limit: 4096
      stop_grace_period: 40s
      logging: { driver: json-file, options: { max-size: 10m, max-file: "5" } }
      update: { order: start-first }
      """;

  private static final String PHP_FPM =
      """
      port: 9000
      probe: { fpm: { ping: /ping } }
      read_only: true
      cap_drop: [ALL]
      cap_add: [CHOWN, SETGID, SETUID, KILL]
      pids_limit: 512
      """;

  private static final String EXCLUSIVE =
      """
      stop_grace_period: 300s
      update: { order: stop-first }
      """;

  private static final String SOLR =
      """
      port: 8983
      probe: { http: { path: /solr/admin/info/system } }
      """;

  private static final Map<Site.Type, Node.Mapping> TYPES =
      Arrays.stream(Site.Type.values()).collect(toMap(t -> t, Defaults::built));
  private static final Map<Role, Node.Mapping> ROLES =
      Arrays.stream(Role.values()).collect(toMap(r -> r, Defaults::built));

  private Defaults() {}

  /** The bottom layer of a site. */
  static Node.Mapping of(Site.Type type) {
    return Objects.requireNonNull(TYPES.get(type));
  }

  /** The bottom layer of a container. */
  static Node.Mapping of(Role role) {
    return Objects.requireNonNull(ROLES.get(role));
  }

  private static Node.Mapping built(Site.Type type) {
    return switch (type) {
      case DRUPAL7 -> tree(SITE, DRUPAL);
      case DRUPAL -> tree(SITE, DRUPAL, DRUPAL_8);
      case WORDPRESS -> tree(SITE, "healthcheck: { path: /wp-login.php }");
      case PHP, STATIC, PROXY -> tree(SITE);
    };
  }

  private static Node.Mapping built(Role role) {
    return switch (role) {
      case PHP_FPM -> tree(CONTAINER, PHP_FPM);
      case MARIADB -> tree(CONTAINER, EXCLUSIVE, "{ port: 3306, probe: { sql: {} } }");
      case SOLR -> tree(CONTAINER, EXCLUSIVE, SOLR);
      case REDIS -> tree(CONTAINER, "{ port: 6379, probe: { exec: [redis-cli, ping] } }");
      case HTTP -> tree(CONTAINER, "{ port: 80, probe: { http: {} } }");
      case GENERIC -> tree(CONTAINER);
    };
  }

  private static Node.Mapping tree(String... layers) {
    return Arrays.stream(layers).map(Defaults::one).reduce(Merge::over).orElseThrow();
  }

  private static Node.Mapping one(String text) {
    Sink never =
        (place, message) -> {
          throw new IllegalStateException("built-in defaults: " + message);
        };
    return (Node.Mapping) Yaml.read(Place.BUILT_IN, text, never).orElseThrow();
  }
}
