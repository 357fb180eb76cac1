package dev.pilaster.pillar;

import dev.pilaster.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** How a container is reached, and whom it reaches. */
final class NetworkingReader {
  /** The engine's own words would share the host's network, or have none at all. */
  private static final Shape<String> NETWORK = Formats.NETWORK_NAME.to(NetworkingReader::ofItsOwn);

  private final Key<List<String>> networks;
  private final Key<Optional<String>> hostname;
  private final Key<List<Service.Port>> ports;
  private final Key<SortedMap<String, String>> extraHosts;

  NetworkingReader(Keys keys) {
    networks = keys.list("networks", NETWORK, "= the server's network");
    hostname = keys.maybe("hostname", Formats.DOMAIN, "= the engine's choice");
    ports = keys.list("ports", PortReader.SHAPE, "short form or long form; loopback if not said");
    extraHosts =
        keys.or(
            "extra_hosts",
            Pairs.map(":=", FreeKeys::key).to(NetworkingReader::hosts),
            Pairs.NONE,
            "to addresses");
  }

  Service.Networking read(Values v) {
    var taken = new java.util.HashSet<String>();
    for (var port : v.get(ports)) {
      if (!taken.add(port.hostAddress() + " " + port.hostPort() + "/" + port.protocol())) {
        v.fail(ports, "port " + port.hostPort() + " is published twice");
      }
    }
    return new Service.Networking(
        v.get(networks), v.get(hostname), v.get(ports), v.get(extraHosts));
  }

  private static String ofItsOwn(String network) {
    if (List.of("host", "none", "bridge", "default").contains(network)) {
      throw new IllegalArgumentException(
          Shapes.quoted(network) + " is not possible; leave networks out for the server's own");
    }
    return network;
  }

  private static SortedMap<String, String> hosts(SortedMap<String, String> hosts) {
    hosts.forEach(
        (host, address) -> {
          if (!address.matches(Formats.IPV4 + "|" + Formats.IPV6 + "|host-gateway")) {
            throw new IllegalArgumentException(
                host + ": \"" + address + "\" is not an IP address (or host-gateway)");
          }
        });
    return hosts;
  }
}
