package dev.pilaster.plan;

import dev.pilaster.model.Container;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Site;

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

  /** Whether nginx's file for a site names this service's socket. */
  static boolean sentTo(Observed observed, String site, Name service) {
    var text = observed.files().getOrDefault(file(observed, site), "");
    return text.contains("/" + service + "/live/");
  }

  /** Whether the active generation of the site's container has the site mounted. */
  static boolean ready(Observed observed, Site site) {
    if (!site.type().php()) {
      return true;
    }
    var mount = "volumes." + observed.facts().sites() + "/" + site.name();
    return site.container()
        .filter(
            service ->
                observed.of(service).stream()
                    .filter(c -> c.generation() == observed.live().getOrDefault(service, 0))
                    .anyMatch(c -> c.fields().containsKey(mount)))
        .isPresent();
  }
}
