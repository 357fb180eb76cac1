package dev.pilaster.load;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where a load goes: this machine, and nothing else.
 *
 * @param server address and port
 * @param host the site's name, as a visitor types it
 */
public record Target(InetSocketAddress server, String host) {
  public Target {
    if (server.getAddress() == null || !server.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("a load goes to loopback only, not to " + server);
    }
  }

  /** A port of 80 where the address says none. */
  public static Target of(URI server, String host) {
    var port = server.getPort() < 0 ? 80 : server.getPort();
    return new Target(new InetSocketAddress(server.getHost(), port), host);
  }
}
