package dev.pilaster.render;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The host's resolver file for {@code dns.resolver: manage} (resolv.conf(5)), or where
 * systemd-resolved is in charge of that, a drop-in of its own (resolved.conf(5)).
 */
public final class Resolver {
  /** resolv.conf(5): at most three servers and six search domains are read. */
  private static final int FALLBACKS = 2;

  private static final int DOMAINS = 6;

  private static final String FILE = "/etc/resolv.conf";
  private static final String DROP_IN = "/etc/systemd/resolved.conf.d/zz-pilaster.conf";

  /** Where ours may lie. */
  public static final List<String> PLACES = List.of(FILE, DROP_IN);

  private Resolver() {}

  /** Nothing where the host keeps its own. */
  public static Fileset fileset(Server server, HostFacts facts) {
    if (!server.dns().manageResolver()) {
      return new Fileset(Fileset.Kind.RESOLVER, new TreeMap<>(), "");
    }
    var text = facts.resolved() ? dropIn(server, facts) : file(server, facts);
    var path = facts.resolved() ? DROP_IN : FILE;
    var digest = facts.resolved() ? Fileset.Kind.RESOLVER.text() : "";
    var files = new TreeMap<>(Map.of(path, new Fileset.Text(Fileset.MARK + "\n" + text, 0644)));
    return new Fileset(Fileset.Kind.RESOLVER, files, digest);
  }

  /**
   * dnsmasq first, then the host's own servers, which are only asked while dnsmasq does not answer;
   * our zone is searched before any other, so that no wildcard there takes a short name.
   */
  private static String file(Server server, HostFacts facts) {
    var own = facts.nameservers().stream().filter(a -> !a.equals("127.0.0.1")).limit(FALLBACKS);
    var servers =
        Stream.concat(Stream.of("127.0.0.1"), own)
            .map(a -> "nameserver " + a + "\n")
            .collect(Collectors.joining());
    var domains = domains(server, facts).limit(DOMAINS).collect(Collectors.joining(" "));
    return servers + "search " + domains + "\noptions timeout:2\n";
  }

  /**
   * Lists of several files are one list, so both begin anew: a server beside dnsmasq would be asked
   * for names of our zone too.
   */
  private static String dropIn(Server server, HostFacts facts) {
    var domains = domains(server, facts).collect(Collectors.joining(" "));
    return "[Resolve]\nDNS=\nDNS=127.0.0.1\nDomains=\nDomains=" + domains + "\n";
  }

  private static Stream<String> domains(Server server, HostFacts facts) {
    return Stream.concat(Stream.of(server.dns().zone()), facts.searchDomains().stream()).distinct();
  }
}
