package dev.pilaster.render;

import dev.pilaster.model.DrupalCore;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import dev.pilaster.render.NginxConfig.Route;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One site's template and its variables; every text of a user is quoted here. */
final class Vhost {
  private static final String ASSETS =
      "\\.(?:avif|bmp|css|eot|gif|ico|jpe?g|js|map|mjs|mp3|mp4|ogg|otf|pdf|png|svgz?|ttf|wasm|webm"
          + "|webmanifest|webp|woff2?)$";

  private final Site site;
  private final Route route;
  private final Optional<String> certificate;
  private final Server server;
  private final HostFacts facts;
  private final Listen listen;
  private final Places places;

  Vhost(Route route, Optional<String> certificate, Server server, HostFacts facts, Listen listen) {
    this.site = route.site();
    this.route = route;
    this.certificate = certificate;
    this.server = server;
    this.facts = facts;
    this.listen = listen;
    this.places = new Places(site, root());
  }

  /** By the site's type; a site that is closed has one of its own. */
  String template() {
    if (!site.enabled() || (site.type() != Site.Type.STATIC && route.service().isEmpty())) {
      return "closed";
    }
    return site.type().text();
  }

  Map<String, Object> variables() {
    var map = new HashMap<String, Object>();
    map.put("name", site.name().value());
    map.put("title", site.name().value());
    map.put("eol", "\\n");
    map.put("root", Word.of(root()));
    map.put("logs", Word.of(server.nginx().logDir() + "/" + site.name()));
    map.put("trusted", server.trustedProxies().stream().map(Word::of).toList());
    map.put("assets", ASSETS);
    map.put("statistics", route.core().map(DrupalCore::hasStatistics).orElse(true));
    encryption(map);
    names(map);
    knobs(map);
    upstream(map);
    map.put("forbidden", places.forbidden());
    var locations = new Locations(site, readTimeout());
    map.put("mounts", places.mounts(locations));
    map.put("locations", locations.outside(places.writable()));
    map.put("location", locations.rest());
    map.put("scripts", site.type().php() ? places.scripts() : List.of());
    return map;
  }

  private void encryption(Map<String, Object> map) {
    map.put("plain", listen.plain());
    map.put("secure", certificate.isPresent() ? listen.secure() : List.of());
    map.put("force", forced());
    map.put("certificate", Word.of(certificateFile()));
    map.put("thumbprint", certificate.map(c -> Secret.of(c).digest()).orElse(""));
    map.put("hsts", site.tls().hsts().map(Word::of).orElse(""));
    map.put("challenges", Word.of(Path.of(facts.run()).resolveSibling("acme").toString()));
  }

  private boolean forced() {
    return certificate.isPresent() && site.tls().forceHttps();
  }

  private void names(Map<String, Object> map) {
    var own = site.domains().stream().filter(d -> !d.redirect()).map(Site.Domain::name).toList();
    map.put("names", String.join(" ", own.stream().map(Word::of).toList()));
    var redirects = new Redirects(site, forced() ? "https" : "$pilaster_scheme");
    map.put("others", redirects.hosts());
    map.put("redirects", redirects.paths());
  }

  private void knobs(Map<String, Object> map) {
    var nginx = site.nginx();
    map.put("body", Word.of(body()));
    map.put("noindex", nginx.noindex());
    map.put("snippet", nginx.include().map(String::stripTrailing).orElse(""));
    map.put("auth", nginx.basicAuth().isPresent());
    map.put("users", Word.of(usersFile()));
  }

  /** Where requests go: to the socket behind the service's link, or by what the link leads to. */
  private void upstream(Map<String, Object> map) {
    var live = route.service().map(s -> facts.run() + "/" + s + "/live").orElse("");
    var script = site.type().php() && route.byAddress();
    map.put("door", route.byAddress() ? Word.of(live + "/door") : "");
    map.put("scriptFile", script ? Word.withVariables(root() + "$fastcgi_script_name") : "");
    map.put("target", route.byAddress() ? target() : Word.of("unix:" + live + "/fpm.sock"));
    map.put("websocket", site.upstream().filter(Site.Upstream::websocket).isPresent());
  }

  /** The port that the generation is entered by, unless the site wants another one of it. */
  private String target() {
    var other =
        site.upstream().map(Site.Upstream::port).filter(p -> !route.port().equals(Optional.of(p)));
    return other.map(p -> "$pilaster_address:" + p).orElse("$pilaster_door");
  }

  private String body() {
    return site.nginx()
        .clientMaxBodySize()
        .orElseGet(() -> site.php().values().getOrDefault("upload_max_filesize", "64m"))
        .toLowerCase(java.util.Locale.ROOT);
  }

  /** Seconds: a little more than PHP gives itself, never under nginx's own default. */
  private int readTimeout() {
    var limit = site.php().values().getOrDefault("max_execution_time", "60");
    if (!limit.matches("[0-9]{1,6}")) {
      return 65;
    }
    var seconds = Integer.parseInt(limit);
    return seconds == 0 ? 3600 : Math.max(60, seconds + 5);
  }

  String certificateFile() {
    return facts.nginx() + "/" + site.name() + NginxConfig.CERTIFICATE;
  }

  String usersFile() {
    return facts.nginx() + "/" + site.name() + NginxConfig.USERS;
  }

  /** The text of nginx's password file, empty without basic_auth. */
  Optional<String> users() {
    return site.nginx().basicAuth().map(a -> Ssha.line(a, site.name()));
  }

  private String root() {
    var current = facts.sites() + "/" + site.name() + "/current";
    return site.docroot().equals(".") ? current : current + "/" + site.docroot();
  }
}
