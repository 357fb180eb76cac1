package dev.pilaster.pillar;

import dev.pilaster.model.Role;
import dev.pilaster.model.Site;
import java.util.EnumMap;
import java.util.Map;

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

  private static final Map<Site.Type, Node.Mapping> TYPES = types();
  private static final Map<Role, Node.Mapping> ROLES = roles();

  private Defaults() {}

  /** The bottom layer of a site. */
  static Node.Mapping of(Site.Type type) {
    return TYPES.getOrDefault(type, tree(SITE));
  }

  /** The bottom layer of a container. */
  static Node.Mapping of(Role role) {
    return ROLES.getOrDefault(role, tree(CONTAINER));
  }

  private static Map<Site.Type, Node.Mapping> types() {
    var types = new EnumMap<Site.Type, Node.Mapping>(Site.Type.class);
    types.put(Site.Type.DRUPAL7, tree(SITE, DRUPAL));
    types.put(Site.Type.DRUPAL, tree(SITE, DRUPAL, DRUPAL_8));
    types.put(Site.Type.WORDPRESS, tree(SITE, "healthcheck: { path: /wp-login.php }"));
    return types;
  }

  private static Map<Role, Node.Mapping> roles() {
    var roles = new EnumMap<Role, Node.Mapping>(Role.class);
    roles.put(Role.PHP_FPM, tree(CONTAINER, PHP_FPM));
    roles.put(Role.MARIADB, tree(CONTAINER, EXCLUSIVE, "{ port: 3306, probe: { sql: {} } }"));
    roles.put(
        Role.SOLR,
        tree(
            CONTAINER,
            EXCLUSIVE,
            "{ port: 8983, probe: { http: { path: /solr/admin/info/system } } }"));
    roles.put(Role.REDIS, tree(CONTAINER, "{ port: 6379, probe: { exec: [redis-cli, ping] } }"));
    roles.put(Role.HTTP, tree(CONTAINER, "{ port: 80, probe: { http: {} } }"));
    return roles;
  }

  private static Node.Mapping tree(String... layers) {
    return java.util.Arrays.stream(layers).map(Defaults::one).reduce(Merge::over).orElseThrow();
  }

  private static Node.Mapping one(String text) {
    Sink never =
        (place, message) -> {
          throw new IllegalStateException("built-in defaults: " + message);
        };
    return (Node.Mapping) Yaml.read(Place.BUILT_IN, text, never).orElseThrow();
  }
}
