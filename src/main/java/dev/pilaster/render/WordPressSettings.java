package dev.pilaster.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What WordPress's wp-config.php says (developer.wordpress.org: wp-config.php). */
record WordPressSettings(Site site, Server server) {
  private static final List<String> SALTS =
      List.of(
          "AUTH_KEY",
          "SECURE_AUTH_KEY",
          "LOGGED_IN_KEY",
          "NONCE_KEY",
          "AUTH_SALT",
          "SECURE_AUTH_SALT",
          "LOGGED_IN_SALT",
          "NONCE_SALT");

  /** The template's variables. */
  Map<String, Object> variables() {
    var constants = constants();
    var prefix = database().map(Site.Database::prefix).filter(p -> !p.isEmpty()).orElse("wp_");
    return Map.of(
        "constants", PhpLiteral.pairs(constants),
        "home", !constants.containsKey("WP_HOME"),
        "site", !constants.containsKey("WP_SITEURL"),
        "encrypted", encrypted(),
        "host", PhpLiteral.of(site.canonical()),
        "prefix", PhpLiteral.of(prefix),
        "include", site.settings().include().stream().map(f -> PhpLiteral.of("/" + f)).toList());
  }

  private Optional<Site.Database> database() {
    return Optional.ofNullable(site.databases().get("default"));
  }

  private boolean encrypted() {
    return !site.tls().mode().equals("none");
  }

  /** Ours, and the pillar's own values over them: a constant cannot be defined twice. */
  private Map<String, Object> constants() {
    var constants = new LinkedHashMap<String, Object>();
    database().ifPresent(d -> connect(d, constants));
    site.settings().hashSalt().ifPresent(s -> SALTS.forEach(n -> constants.put(n, salt(s, n))));
    constants.put("DISALLOW_FILE_MODS", true);
    constants.put("DISABLE_WP_CRON", !site.crons().isEmpty());
    constants.put("FORCE_SSL_ADMIN", encrypted());
    constants.putAll(site.settings().values());
    return constants;
  }

  private void connect(Site.Database database, Map<String, Object> constants) {
    constants.put("DB_NAME", database.name());
    constants.put("DB_USER", database.user());
    constants.put("DB_PASSWORD", database.password());
    constants.put("DB_HOST", new Connections(site, server).host(database));
    constants.put("DB_CHARSET", database.charset());
    constants.put("DB_COLLATE", database.collation());
  }

  /** 64 characters that are the same on every host that has the site's one secret. */
  private static Secret salt(Secret secret, String name) {
    try {
      var mac = Mac.getInstance("HmacSHA384");
      mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), "HmacSHA384"));
      return Secret.of(Base64.getEncoder().encodeToString(mac.doFinal(name.getBytes(UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA384", e);
    }
  }
}
