package dev.pilaster.render;

import dev.pilaster.model.DrupalCore;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import dev.pilaster.real.Pems;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A site, a server and a host to render; each test changes what it is about. */
final class Sample {
  Site.Type type = Site.Type.PHP;
  String docroot = ".";
  boolean enabled = true;
  boolean byAddress = false;
  Optional<DrupalCore> core = Optional.empty();
  Optional<Site.Upstream> proxied = Optional.empty();
  List<String> listen = List.of("0.0.0.0", "[::]");
  boolean keepDefault = false;
  boolean manage = true;
  String logDir = "/var/log/pilaster";
  String zone = "ctr.internal";
  List<String> upstream = List.of();
  List<String> trusted = List.of();
  final List<Site.Domain> domains = new ArrayList<>();
  final List<Site.Redirect> redirects = new ArrayList<>();
  final SortedMap<String, Site.Mount> mounts = new TreeMap<>();
  final SortedMap<String, String> php = new TreeMap<>();
  Optional<String> body = Optional.empty();
  List<String> forbidden = List.of();
  List<String> allowPhp = List.of();
  Optional<String> snippet = Optional.empty();
  Optional<Site.BasicAuth> auth = Optional.empty();
  boolean noindex = false;
  final SortedMap<String, Site.Database> databases = new TreeMap<>();
  Optional<Secret> salt = Optional.of(Secret.of("one salt"));
  List<String> trustedHosts = List.of();
  String reverseProxy = "auto";
  final SortedMap<String, Object> values = new TreeMap<>();
  final SortedMap<String, Object> overrides = new TreeMap<>();
  List<String> include = List.of();
  final SortedMap<String, Site.Cron> crons = new TreeMap<>();
  final SortedMap<String, Site.Location> locations = new TreeMap<>();
  Site.Tls tls = new Site.Tls("none", Optional.empty(), false, Optional.empty());
  HostFacts facts = facts("/srv/sites", "/var/lib/pilaster/run", "/etc/nginx/pilaster.d");

  static final Observed.Tools TOOLS =
      new Observed.Tools(
          "/var/lib/pilaster",
          "/etc/cron.d",
          "/etc/drush",
          "/usr/local/bin",
          "/etc/logrotate.d",
          "unix:///var/run/docker.sock",
          "",
          ZoneOffset.UTC);

  static HostFacts resolved() {
    return facts("/srv/sites", "/run", "/etc/nginx", true);
  }

  static HostFacts facts(String sites, String run, String nginx) {
    return facts(sites, run, nginx, false);
  }

  private static HostFacts facts(String sites, String run, String nginx, boolean resolved) {
    return new HostFacts(
        sites,
        run,
        nginx,
        "/etc/dnsmasq.d",
        "/var/lib/pilaster/hosts.d",
        "www-data",
        List.of("192.0.2.53", "192.0.2.54", "192.0.2.55"),
        List.of("example.com"),
        resolved,
        TOOLS);
  }

  Sample domain(String name) {
    domains.add(new Site.Domain(name, false));
    return this;
  }

  Sample alias(String name) {
    domains.add(new Site.Domain(name, true));
    return this;
  }

  Sample mount(String place, boolean isPublic) {
    var source = place.substring(place.lastIndexOf('/') + 1);
    mounts.put(place, new Site.Mount(Optional.of(source), isPublic, Optional.empty()));
    return this;
  }

  Sample auth(String user, String password) {
    auth = Optional.of(new Site.BasicAuth(user, Secret.of(password)));
    return this;
  }

  /** With one of the certificates for acme.example.com. */
  Sample encrypt(String certificate, boolean force, String hsts) {
    var pem = Optional.of(Pems.certificate(certificate));
    tls = new Site.Tls("files", pem, force, Optional.of(hsts));
    return this;
  }

  /** A database of a service of the server, or of somebody else's. */
  Sample database(String key, String service, String host) {
    var named = Optional.of(service).filter(s -> !s.isEmpty()).map(Name::new);
    databases.put(
        key,
        new Site.Database(
            named,
            Optional.of(host).filter(h -> !h.isEmpty()),
            named.isPresent(),
            "acme_" + key,
            "acme",
            Secret.of("it's a \\ secret"),
            Optional.empty(),
            "utf8mb4",
            "utf8mb4_general_ci",
            "",
            List.of("ALL"),
            Optional.empty()));
    return this;
  }

  private Site.Settings settings() {
    return new Site.Settings(
        salt,
        trustedHosts,
        trustedHosts.isEmpty(),
        "../config/sync",
        reverseProxy,
        values,
        overrides,
        include);
  }

  /** Its settings at a commit of forty nines. */
  SettingsFiles settings(String name) {
    return SettingsFiles.of(site(name), server(), facts, "9".repeat(40));
  }

  Site site(String name) {
    if (domains.isEmpty()) {
      domain(name + ".example.com");
    }
    return new Site(
        new Name(name),
        type,
        docroot,
        enabled,
        Optional.empty(),
        domains,
        redirects,
        tls,
        databases,
        mounts,
        Optional.empty(),
        settings(),
        new Site.Php(php),
        new Site.Nginx(body, "14d", forbidden, allowPhp, locations, snippet, auth, noindex),
        proxied,
        crons,
        new Site.Hooks(List.of(), List.of(), "rollback", Duration.ofMinutes(10), true, "never"),
        new Site.Healthcheck("/", List.of(200), Optional.empty(), Duration.ofSeconds(5)),
        name,
        new Site.Mail(Optional.empty(), false),
        new Site.Permissions("deploy", Optional.empty(), 0750, 0640, 02770, 0660, 0440),
        Optional.empty());
  }

  Server server() {
    return new Server(
        new Name("web1"),
        new Server.Reconcile(true, 1, true, 1, 10),
        List.of(),
        Optional.empty(),
        new Server.Network("pilaster", "172.30.0.0/24"),
        new Server.Dns(zone, upstream, manage),
        Optional.empty(),
        new TreeMap<>(),
        trusted,
        new Server.Nginx(listen, keepDefault, logDir));
  }

  NginxConfig nginx() {
    return new NginxConfig(server(), facts);
  }

  /**
   * A proxy to port 3000 of the service app, which is entered by it unless {@code port} differs.
   */
  Sample proxy(int port, boolean websocket) {
    type = Site.Type.PROXY;
    byAddress = true;
    proxied = Optional.of(new Site.Upstream(new Name("app"), port, websocket));
    return this;
  }

  /** Its files, the default server's and the digest's. */
  Fileset served(String name) {
    return nginx().fileset(nginx().withDefault(files(name)));
  }

  /** The site's own files. */
  SortedMap<String, Fileset.Text> files(String name) {
    return nginx().site(route(name), tls.certificate().map(c -> c.pem().reveal()));
  }

  NginxConfig.Route route(String name) {
    if (type == Site.Type.STATIC) {
      return new NginxConfig.Route(site(name));
    }
    var service = proxied.map(Site.Upstream::container).orElse(new Name("php82"));
    var port =
        byAddress ? Optional.of(proxied.isPresent() ? 3000 : 9000) : Optional.<Integer>empty();
    return new NginxConfig.Route(site(name), Optional.of(service), byAddress, port, core);
  }
}
