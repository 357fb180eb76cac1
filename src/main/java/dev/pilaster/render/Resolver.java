package dev.pilaster.render;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Server;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The host's resolver file for {@code dns.resolver: manage} (resolv.conf(5)). */
public final class Resolver {
  /** resolv.conf(5): at most three servers and six search domains are read. */
  private static final int FALLBACKS = 2;

  private static final int DOMAINS = 6;

  private Resolver() {}

  /**
   * dnsmasq first, then the host's own servers, which are only asked while dnsmasq does not answer;
   * our zone is searched before any other, so that no wildcard there takes a short name.
   *
   * @param path of the resolver file, such as {@code /etc/resolv.conf}
   */
  public static Fileset fileset(Server server, HostFacts facts, String path) {
    if (!server.dns().manageResolver()) {
      return new Fileset(Fileset.Kind.RESOLVER, new TreeMap<>(), "");
    }
    var text = new Fileset.Text(text(server, facts), 0644);
    return new Fileset(Fileset.Kind.RESOLVER, new TreeMap<>(Map.of(path, text)), "");
  }

  private static String text(Server server, HostFacts facts) {
    var own = facts.nameservers().stream().filter(a -> !a.equals("127.0.0.1")).limit(FALLBACKS);
    var servers =
        Stream.concat(Stream.of("127.0.0.1"), own)
            .map(a -> "nameserver " + a + "\n")
            .collect(Collectors.joining());
    var zone = server.dns().zone();
    var domains =
        Stream.concat(Stream.of(zone), facts.searchDomains().stream())
            .distinct()
            .limit(DOMAINS)
            .collect(Collectors.joining(" "));
    return Fileset.MARK + "\n" + servers + "search " + domains + "\noptions timeout:2\n";
  }
}
