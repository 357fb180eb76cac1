package dev.pilaster.pillar;

import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code update.drain} is never under the longest {@code max_execution_time} of a container's
 * sites: it is raised, because a site's file cannot be an error in a server's file.
 */
final class Drain {
  private Drain() {}

  static Service raised(Service service, Collection<Draft<Site>> sites) {
    var longest =
        Stream.concat(ofContainer(service), ofSites(service, sites))
            .filter(t -> t.matches("\\d{1,9}"))
            .map(t -> Duration.ofSeconds(Long.parseLong(t)))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    var update = service.update();
    return update.drain().compareTo(longest) < 0 ? service.with(update.drain(longest)) : service;
  }

  private static Stream<String> ofContainer(Service service) {
    return Optional.ofNullable(service.program().environment().get("PHP_MAX_EXECUTION_TIME"))
        .stream();
  }

  private static Stream<String> ofSites(Service service, Collection<Draft<Site>> sites) {
    var name = Optional.of(service.name().value());
    return sites.stream()
        .map(Draft::tree)
        .filter(tree -> tree.text("container").equals(name))
        .flatMap(tree -> tree.mapping("php").stream())
        .flatMap(php -> php.text("max_execution_time").stream());
  }
}
