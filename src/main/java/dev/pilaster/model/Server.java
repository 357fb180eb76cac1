package dev.pilaster.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a server's pillar says about the host itself (PILLAR, {@code servers}). */
public record Server(
    Name name,
    Reconcile reconcile,
    List<Window> windows,
    Optional<Freeze> freeze,
    Network network,
    Dns dns,
    Optional<Mail> mail,
    SortedMap<String, Credentials> registries,
    List<String> trustedProxies,
    Nginx nginx) {

  public Server {
    windows = List.copyOf(windows);
    registries = Collections.unmodifiableSortedMap(new TreeMap<>(registries));
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** {@code repair}: mend drift, else only report it. {@code minFreeDisk}: percent. */
  public record Reconcile(
      boolean prune, int maxRemovals, boolean repair, int maxParallel, int minFreeDisk) {}

  /** When changes of these kinds may happen. {@code days}, {@code time} as written. */
  public record Window(String days, String time, String zone, List<String> appliesTo) {
    public Window {
      appliesTo = List.copyOf(appliesTo);
    }
  }

  /** No changes until then. */
  public record Freeze(Instant until, String reason) {}

  /** The agent's own bridge; {@code subnet} in CIDR form, the gateway is its first address. */
  public record Network(String name, String subnet) {
    /** The gateway: the first address of the subnet. */
    public String gateway() {
      return address(1);
    }

    /** The n-th address of the subnet. */
    public String address(int n) {
      var octets = subnet.substring(0, subnet.indexOf('/')).split("\\.", -1);
      long base = 0;
      for (var octet : octets) {
        base = base * 256 + Integer.parseInt(octet);
      }
      var sum = base + n;
      return (sum >> 24 & 255)
          + "."
          + (sum >> 16 & 255)
          + "."
          + (sum >> 8 & 255)
          + "."
          + (sum & 255);
    }

    /** How many addresses the subnet has, its first and last included. */
    public int size() {
      return 1 << (32 - Integer.parseInt(subnet.substring(subnet.indexOf('/') + 1)));
    }
  }

  /** {@code upstream} empty: what the host uses. {@code manageResolver}: the host asks dnsmasq. */
  public record Dns(String zone, List<String> upstream, boolean manageResolver) {
    public Dns {
      upstream = List.copyOf(upstream);
    }
  }

  /** The smart host. {@code replace}: a Postfix that somebody else configured becomes ours. */
  public record Mail(
      String relayhost,
      Optional<String> user,
      Optional<Secret> password,
      String tls,
      boolean replace) {}

  /** A registry's account. */
  public record Credentials(String username, Secret password) {}

  /** {@code keepDefaultServer}: somebody else's default server stays. */
  public record Nginx(List<String> listen, boolean keepDefaultServer, String logDir) {
    public Nginx {
      listen = List.copyOf(listen);
    }
  }
}
