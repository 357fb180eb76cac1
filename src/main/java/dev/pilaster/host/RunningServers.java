package dev.pilaster.host;

import dev.pilaster.model.Container;
import dev.pilaster.model.DatabaseServer;
import dev.pilaster.model.Desired;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The database servers of this host, found when somebody asks.
 *
 * @param containers those of ours
 * @param live service to its active generation
 */
record RunningServers(Supplier<List<Container>> containers, Supplier<Map<Name, Integer>> live) {
  /**
   * The active generation of a service.
   *
   * @throws HostException of kind TRANSIENT when it does not run
   */
  DatabaseServer of(Name service, Desired here) {
    var active = live.get().getOrDefault(service, 0);
    var container =
        containers.get().stream()
            .filter(c -> c.service().equals(service) && c.generation() == active && c.running())
            .findFirst();
    var password = Optional.ofNullable(here.services().get(service)).flatMap(Service::rootPassword);
    return container
        .map(c -> new DatabaseServer(service, c.name(), password))
        .orElseThrow(
            () ->
                new HostException(
                    Kind.TRANSIENT, service + " does not run: nobody can say what it has"));
  }
}
