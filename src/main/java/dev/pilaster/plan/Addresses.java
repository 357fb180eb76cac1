package dev.pilaster.plan;

import dev.pilaster.model.Container;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Server.Network;
import java.util.Optional;

/**
 * The two fixed addresses of each service (blue and green). A pair belongs to one service for ever,
 * so that a stale configuration can never point to another one. The upper quarter of the subnet is
 * the engine's own.
 */
final class Addresses {
  private final Network network;
  private final Observed observed;
  private final Memory.Draft memory;

  Addresses(Network network, Observed observed, Memory.Draft memory) {
    this.network = network;
    this.observed = observed;
    this.memory = memory;
  }

  /** The address of the pair that no generation of the service holds; empty when both are held. */
  Optional<String> free(Name service) {
    var pair = memory.pairs.computeIfAbsent(service.value(), s -> newPair(service));
    var held = observed.of(service).stream().map(Container::address).toList();
    return java.util.stream.Stream.of(address(pair, 0), address(pair, 1))
        .filter(a -> !held.contains(a))
        .findFirst();
  }

  /** The pair, once the service has one; else nothing. */
  java.util.List<String> pair(Name service) {
    var pair = memory.pairs.get(service.value());
    return pair == null
        ? java.util.List.of()
        : java.util.List.of(address(pair, 0), address(pair, 1));
  }

  private String address(int pair, int color) {
    return network.address(2 + 2 * pair + color);
  }

  /** The pair that containers already hold, as after a loss of memory, else the next one. */
  private int newPair(Name service) {
    for (var pair = 0; 2 + 2 * pair + 1 < network.size() * 3 / 4; pair++) {
      var taken = memory.pairs.containsValue(pair);
      if (!taken && heldOnlyBy(service, pair)) {
        return pair;
      }
    }
    throw new IllegalStateException("no free pair of addresses in " + network.subnet());
  }

  private boolean heldOnlyBy(Name service, int pair) {
    return observed.containers().stream()
        .filter(c -> !c.service().equals(service))
        .noneMatch(
            c -> c.address().equals(address(pair, 0)) || c.address().equals(address(pair, 1)));
  }
}
