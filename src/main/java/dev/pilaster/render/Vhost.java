package dev.pilaster.render;

import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import java.util.ArrayList;
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
  private final Optional<Name> service;
  private final Server server;
  private final HostFacts facts;
  private final List<String> listen;
  private final Places places;

  Vhost(Site site, Optional<Name> service, Server server, HostFacts facts, List<String> listen) {
    this.site = site;
    this.service = service;
    this.server = server;
    this.facts = facts;
    this.listen = listen;
    this.places = new Places(site, root());
  }

  /** By the site's type; a site that is closed has one of its own. */
  String template() {
    if (!site.enabled() || (site.type().php() && service.isEmpty())) {
      return "closed";
    }
    if (site.type() == Site.Type.PROXY) {
      throw new IllegalArgumentException("no vhost yet for type proxy");
    }
    return site.type().text();
  }

  Map<String, Object> variables() {
    var map = new HashMap<String, Object>();
    map.put("listen", listen);
    map.put("name", site.name().value());
    map.put("title", site.name().value());
    map.put("eol", "\\n");
    map.put("root", Word.of(root()));
    map.put("logs", Word.of(server.nginx().logDir() + "/" + site.name()));
    map.put("trusted", server.trustedProxies().stream().map(Word::of).toList());
    map.put("assets", ASSETS);
    map.put("missing", "/index.php$is_args$args");
    names(map);
    knobs(map);
    map.put("forbidden", places.forbidden());
    map.put("mounts", places.mounts());
    map.put("scripts", places.scripts());
    return map;
  }

  private void names(Map<String, Object> map) {
    var own = site.domains().stream().filter(d -> !d.redirect()).map(Site.Domain::name).toList();
    map.put("names", String.join(" ", own.stream().map(Word::of).toList()));
    map.put("others", others());
    map.put("redirects", paths());
  }

  /** Host names that are answered with a redirect. */
  private List<Map<String, Object>> others() {
    var others = new ArrayList<Map<String, Object>>();
    var aliases = site.domains().stream().filter(Site.Domain::redirect).toList();
    if (!aliases.isEmpty()) {
      var names = String.join(" ", aliases.stream().map(d -> Word.of(d.name())).toList());
      var to = "$scheme://" + site.canonical() + "$request_uri";
      others.add(Map.of("names", names, "status", 301, "to", Word.withVariables(to)));
    }
    for (var redirect : site.redirects()) {
      redirect.from().ifPresent(from -> others.add(host(from, redirect)));
    }
    return others;
  }

  private static Map<String, Object> host(String from, Site.Redirect redirect) {
    var to = url(redirect.to());
    if (redirect.keepPath()) {
      to = to.replaceAll("/+$", "") + "$request_uri";
    }
    return Map.of(
        "names", Word.of(from), "status", redirect.status(), "to", Word.withVariables(to));
  }

  /** Redirects of one path of this site. */
  private List<Map<String, Object>> paths() {
    var paths = new ArrayList<Map<String, Object>>();
    for (var redirect : site.redirects()) {
      redirect.path().ifPresent(path -> paths.add(path(path, redirect)));
    }
    return paths;
  }

  private static Map<String, Object> path(String path, Site.Redirect redirect) {
    var bare = path.replaceAll("/+$", "");
    return Map.of(
        "path", Word.of(path),
        "below", Word.of(bare + "/"),
        "pattern", '"' + ("^" + Word.literal(bare) + "(/.*)$").replace("\\", "\\\\") + '"',
        "status", redirect.status(),
        "to", Word.of(url(redirect.to()).replaceAll("(?<=.)/+$", "")),
        "keepPath", redirect.keepPath() && !bare.isEmpty());
  }

  private void knobs(Map<String, Object> map) {
    var nginx = site.nginx();
    map.put("body", Word.of(body()));
    map.put("expires", Word.of(nginx.staticExpires()));
    map.put("noindex", nginx.noindex());
    map.put("snippet", nginx.include().map(String::stripTrailing).orElse(""));
    map.put("auth", nginx.basicAuth().isPresent());
    map.put("users", Word.of(usersFile()));
    map.put("readTimeout", readTimeout());
    map.put("socket", service.map(s -> facts.run() + "/" + s + "/live/fpm.sock").orElse(""));
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

  String usersFile() {
    return facts.nginx() + "/" + site.name() + ".users";
  }

  /** The text of nginx's password file, empty without basic_auth. */
  Optional<String> users() {
    return site.nginx().basicAuth().map(a -> Ssha.line(a, site.name()));
  }

  private String root() {
    var current = facts.sites() + "/" + site.name() + "/current";
    return site.docroot().equals(".") ? current : current + "/" + site.docroot();
  }

  /** A dollar sign in a URL is as good as its percent code, and nginx can write that one. */
  private static String url(String text) {
    return text.replace("$", "%24");
  }
}
