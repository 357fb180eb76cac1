package dev.pilaster.plan;

import dev.pilaster.model.Container;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import dev.pilaster.render.NginxConfig.Route;
import java.util.Optional;

/** Which generation nginx may send a site to, and where it sends it now. */
final class Routes {
  private Routes() {}

  /** The vhost file of a site. */
  static String file(Observed observed, String site) {
    return observed.facts().nginx() + "/" + site + ".conf";
  }

  /** Whether a service's name leads to this generation; one without an address needs no name. */
  static boolean named(Observed observed, Name service, Container generation) {
    var prefix = observed.facts().hosts() + "/";
    return generation.address().isEmpty()
        || observed.files().entrySet().stream()
            .filter(f -> f.getKey().startsWith(prefix))
            .flatMap(f -> f.getValue().lines())
            .filter(line -> line.contains(" " + service + "."))
            .allMatch(line -> line.startsWith(generation.address() + " "));
  }

  /** Whether nginx's file for a site names this service's pointer. */
  static boolean sentTo(Observed observed, String site, Name service) {
    var text = observed.files().getOrDefault(file(observed, site), "");
    return text.contains("/" + service + "/live/");
  }

  /** The service that answers for a site; none for a static one. */
  static Optional<Name> service(Site site) {
    return site.type().php() ? site.container() : site.upstream().map(Site.Upstream::container);
  }

  /** The way to a site that is {@link #ready}. */
  static Route of(Desired desired, Observed observed, Site site) {
    var name = service(site);
    var service = name.flatMap(n -> Optional.ofNullable(desired.services().get(n)));
    var wantsSocket = service.filter(Service::fpmSocket).isPresent();
    var hasSocket = live(observed, name).filter(c -> onSocket(observed, c)).isPresent();
    var byAddress = name.isPresent() && !(site.type().php() && wantsSocket && hasSocket);
    var port = service.filter(s -> !s.fpmSocket()).flatMap(Service::port);
    var state = Optional.ofNullable(observed.sites().get(site.name()));
    return new Route(site, name, byAddress, port, state.flatMap(Observed.SiteState::core));
  }

  /**
   * Whether the active generation of the site's service is there, and has the site mounted if it is
   * to run its PHP.
   */
  static boolean ready(Observed observed, Site site) {
    return site.type() == Site.Type.STATIC || answering(observed, site).isPresent();
  }

  /** The active generation of the site's service, if it has what it needs for that site. */
  static Optional<Container> answering(Observed observed, Site site) {
    var mount = "volumes." + observed.facts().sites() + "/" + site.name();
    return live(observed, service(site))
        .filter(c -> !site.type().php() || c.fields().containsKey(mount));
  }

  private static Optional<Container> live(Observed observed, Optional<Name> service) {
    return service.flatMap(
        name ->
            observed.of(name).stream()
                .filter(c -> c.generation() == observed.live().getOrDefault(name, 0))
                .findFirst());
  }

  /** Whether a generation was made with a socket. */
  static boolean onSocket(Observed observed, Container container) {
    var run = "/" + container.service() + "/" + container.generation();
    return container.fields().containsKey("volumes." + observed.facts().run() + run);
  }
}
