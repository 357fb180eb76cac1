package dev.pilaster.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Arrays;

/**
 * Where a load goes: this machine or a container on it, and nothing else.
 *
 * @param server address and port
 * @param host the site's name, as a visitor types it
 */
public record Target(InetSocketAddress server, String host) {
  public Target {
    if (server.isUnresolved() || !isHere(server.getAddress())) {
      throw new IllegalArgumentException("a load stays on this machine, not " + server);
    }
  }

  /** Port 80 where the address says none. */
  public static Target of(URI server, String host) {
    var port = server.getPort() < 0 ? 80 : server.getPort();
    return new Target(new InetSocketAddress(server.getHost(), port), host);
  }

  private static boolean isHere(InetAddress address) {
    try {
      return address.isLoopbackAddress()
          || NetworkInterface.networkInterfaces()
              .filter(i -> i.getName().matches("docker.*|br-.*"))
              .flatMap(i -> i.getInterfaceAddresses().stream())
              .anyMatch(a -> share(a.getAddress(), address, a.getNetworkPrefixLength()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether their first bits are the same; whole bytes of them, rounded up. */
  private static boolean share(InetAddress one, InetAddress other, int bits) {
    var bytes = (bits + 7) / 8;
    var first = Arrays.copyOf(one.getAddress(), bytes);
    return Arrays.equals(first, Arrays.copyOf(other.getAddress(), bytes));
  }
}
