package dev.pilaster.render;

import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Drupal's settings.php says, in both of its forms (core's default.settings.php). */
record DrupalSettings(Site site, Server server, HostFacts facts) {
  /** Core's own recommendation for MySQL since 9.5. */
  private static final Map<String, Object> COMMANDS =
      Map.of("isolation_level", "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");

  /**
   * The templates' variables.
   *
   * @throws IllegalArgumentException without a salt
   */
  Map<String, Object> variables(String commit) {
    var settings = site.settings();
    var salt = settings.hashSalt().map(PhpLiteral::of);
    var map = new HashMap<String, Object>();
    map.put("databases", PhpLiteral.of(databases()));
    map.put("salt", salt.orElseThrow(() -> new IllegalArgumentException("hash_salt is missing")));
    map.put("commit", PhpLiteral.of(commit));
    map.put("hosts", PhpLiteral.of(hosts()));
    map.put("services", PhpLiteral.of("/" + docroot() + "sites/default/services.yml"));
    map.put("sync", PhpLiteral.of(settings.configSyncDirectory()));
    map.put("public", publicFiles().map(PhpLiteral::of).orElse(""));
    map.put("private", privateFiles().map(PhpLiteral::of).orElse(""));
    map.put("compiled", PhpLiteral.of(privateFiles().orElse("/tmp/" + site.name()) + "/php"));
    map.put("proxies", proxies());
    map.put("values", PhpLiteral.pairs(settings.values()));
    map.put("overrides", PhpLiteral.pairs(settings.configOverrides()));
    map.put("include", settings.include().stream().map(f -> PhpLiteral.of("/" + f)).toList());
    return map;
  }

  private Map<String, Object> databases() {
    var databases = new TreeMap<String, Object>();
    new Connections(site, server)
        .all()
        .forEach((key, connection) -> databases.put(key, Map.of("default", with(connection))));
    return databases;
  }

  private Map<String, Object> with(Map<String, Object> connection) {
    var all = new LinkedHashMap<>(connection);
    if (site.type() == Site.Type.DRUPAL) {
      all.put("init_commands", COMMANDS);
    }
    return all;
  }

  /** Every name that is not redirected, or what the pillar says. */
  private List<String> hosts() {
    return site.settings().trustedHostsAuto()
        ? site.domains().stream()
            .filter(d -> !d.redirect())
            .map(d -> "^" + d.name().replace(".", "\\.") + "$")
            .toList()
        : site.settings().trustedHosts();
  }

  /** Relative to the docroot, as Drupal wants it. */
  private Optional<String> publicFiles() {
    return site.mounts().entrySet().stream()
        .filter(m -> m.getValue().isPublic() && m.getKey().startsWith(docroot()))
        .map(m -> m.getKey().substring(docroot().length()))
        .filter(place -> place.endsWith("/files"))
        .findFirst();
  }

  private String docroot() {
    return site.docroot().equals(".") ? "" : site.docroot() + "/";
  }

  /** Absolute: the lasting directory itself, not the link of a release. */
  private Optional<String> privateFiles() {
    return site.mounts().entrySet().stream()
        .filter(m -> !m.getValue().isPublic() && m.getKey().endsWith("private"))
        .flatMap(m -> m.getValue().source().stream())
        .map(source -> facts.sites() + "/" + site.name() + "/shared/" + source)
        .findFirst();
  }

  private String proxies() {
    var wanted = site.settings().reverseProxy();
    var trusted = server.trustedProxies();
    var used = wanted.equals("on") || (wanted.equals("auto") && !trusted.isEmpty());
    return used ? PhpLiteral.of(trusted) : "";
  }
}
