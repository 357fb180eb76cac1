package dev.pilaster.plan;

import dev.pilaster.model.Check;
import dev.pilaster.model.Check.Entry;
import dev.pilaster.model.Check.SiteCheck;
import dev.pilaster.model.Check.Wanted;
import dev.pilaster.model.Container;
import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Probe;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What to ask a generation and its sites. */
final class Checks {
  /** The worst status that is good for a site of which nothing better is known. */
  static final int NOT_BROKEN = 499;

  private static final int ANY = 999;

  private final Generations generations;
  private final Observed observed;

  Checks(Generations generations, Observed observed) {
    this.generations = generations;
    this.observed = observed;
  }

  /** The generation itself, and through its own door the sites that answered well before. */
  Check own(Service service, Container container, Rollout rollout) {
    var sites = fine(behind(service), rollout.baseline()).map(s -> check(s, NOT_BROKEN)).toList();
    return check(service, container, service.fpmSocket(), sites);
  }

  /** Whose scripts a pool runs, and who is proxied to the port that is asked. */
  private List<Site> behind(Service service) {
    var pool = service.probe() instanceof Probe.Fpm;
    return needing(service).stream()
        .filter(site -> Routes.service(site).filter(service.name()::equals).isPresent())
        .filter(
            site ->
                site.type().php()
                    ? pool
                    : site.upstream().map(Site.Upstream::port).equals(service.port()))
        .toList();
  }

  /** The door of a generation as it was made, whatever the service has now; nobody to ask for. */
  Check door(Service service, Container container) {
    return check(service, container, Routes.onSocket(observed, container), List.of());
  }

  /** The door of a generation that is not made yet. */
  Check door(Service service, ContainerSpec spec) {
    var socket = service.fpmSocket();
    return check(service, spec.name(), spec.generation(), spec.address(), socket, List.of());
  }

  private Check check(
      Service service, Container container, boolean onSocket, List<SiteCheck> sites) {
    return check(
        service, container.name(), container.generation(), container.address(), onSocket, sites);
  }

  private Check check(
      Service service,
      String container,
      int generation,
      String address,
      boolean onSocket,
      List<SiteCheck> sites) {
    var socket = generations.runDir(service.name(), generation) + "/fpm.sock";
    return new Check(
        container,
        probe(service),
        onSocket ? socket : address,
        onSocket ? 0 : service.port().orElse(0),
        sites);
  }

  private static Probe probe(Service service) {
    return service.probe() instanceof Probe.Sql
        ? new Probe.Sql(service.rootPassword())
        : service.probe();
  }

  /** The sites that need a service, through nginx, held to what they answered before. */
  List<SiteCheck> throughNginx(Service service, Rollout rollout) {
    var baseline = rollout.baseline();
    return fine(needing(service), baseline)
        .map(s -> held(s, baseline.getOrDefault(s.name().value(), 0)))
        .toList();
  }

  /** The same sites, whatever they answer. */
  List<SiteCheck> before(Service service) {
    return needing(service).stream().map(s -> check(s, ANY)).toList();
  }

  /** One site through nginx, when nginx serves it. */
  List<SiteCheck> site(Site site) {
    return servedByNginx(site) ? List.of(check(site, NOT_BROKEN)) : List.of();
  }

  /** The same, held to what it answered before. */
  List<SiteCheck> site(Site site, int before) {
    return servedByNginx(site) ? List.of(held(site, before)) : List.of();
  }

  private List<Site> needing(Service service) {
    return generations.sitesNeeding(service.name()).stream().filter(this::servedByNginx).toList();
  }

  private boolean servedByNginx(Site site) {
    var state = observed.sites().get(site.name());
    return site.enabled()
        && (site.type() == Site.Type.PROXY || (state != null && state.current().isPresent()))
        && observed.files().containsKey(observed.facts().nginx() + "/" + site.name() + ".conf");
  }

  private static Stream<Site> fine(List<Site> sites, Map<String, Integer> baseline) {
    return sites.stream()
        .filter(s -> baseline.getOrDefault(s.name().value(), 0) > 0)
        .filter(s -> baseline.getOrDefault(s.name().value(), 0) <= NOT_BROKEN);
  }

  /** A site that answered as its health check wants goes on doing so. */
  private SiteCheck held(Site site, int before) {
    var good = site.healthcheck().status();
    return check(site, NOT_BROKEN, good.contains(before) ? good : List.of());
  }

  private SiteCheck check(Site site, int tolerated) {
    return check(site, tolerated, List.of());
  }

  private SiteCheck check(Site site, int tolerated, List<Integer> statuses) {
    var current = generations.siteRoot(site.name()) + "/current";
    var docroot = site.docroot().equals(".") ? current : current + "/" + site.docroot();
    return new SiteCheck(
        site.name(),
        site.canonical(),
        site.healthcheck().path(),
        docroot,
        site.type().php() ? docroot + "/index.php" : "",
        tolerated,
        site.healthcheck().timeout(),
        entry(site),
        new Wanted(statuses, site.healthcheck().contains()));
  }

  private static Entry entry(Site site) {
    var login = site.nginx().basicAuth().map(a -> a.user() + ":" + a.password().reveal());
    var secure = site.tls().forceHttps() && site.tls().certificate().isPresent();
    return new Entry(secure, login.map(Secret::of));
  }
}
