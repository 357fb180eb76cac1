package dev.pilaster.render;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Memo;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Server;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** dnsmasq's configuration, and the names that it serves. */
public final class DnsmasqConfig {
  private static final Memo<String, Question, Fileset> CONFIGS = new Memo<>();

  private final Server server;
  private final HostFacts facts;

  public DnsmasqConfig(Server server, HostFacts facts) {
    this.server = server;
    this.facts = facts;
  }

  /** {@code pilaster.conf}; a change of it needs a restart. */
  public Fileset config() {
    var path = facts.dnsmasq() + "/pilaster.conf";
    return CONFIGS.get(path, new Question(server, facts), () -> rendered(path));
  }

  /** Everything that the configuration is made of. */
  private record Question(Server server, HostFacts facts) {}

  private Fileset rendered(String path) {
    var draft = text("");
    var digest = NginxConfig.digest(files(path, draft));
    return new Fileset(Fileset.Kind.DNSMASQ, files(path, text(digest)), digest);
  }

  /** One file a service, so that one name can change alone; read by itself. */
  public Fileset names(SortedMap<Name, String> addresses) {
    var files = new TreeMap<String, Fileset.Text>();
    addresses.forEach((service, address) -> files.put(file(service), name(service, address)));
    return new Fileset(Fileset.Kind.NAMES, files, "");
  }

  private String file(Name service) {
    return facts.hosts() + "/" + service;
  }

  private Fileset.Text name(Name service, String address) {
    var names = service + "." + server.dns().zone() + " " + service;
    return new Fileset.Text(Fileset.MARK + "\n" + address + " " + names + "\n", 0644);
  }

  private static SortedMap<String, Fileset.Text> files(String path, String text) {
    return new TreeMap<>(Map.of(path, new Fileset.Text(text, 0644)));
  }

  private String text(String digest) {
    return Templates.render(
        "dnsmasq",
        Map.of(
            "zone", server.dns().zone(),
            "gateway", server.network().gateway(),
            "hosts", facts.hosts(),
            "upstream", upstream(),
            "digest", digest));
  }

  /**
   * The pillar's servers, else the host's own; never dnsmasq itself, nor a systemd-resolved that
   * asks it.
   */
  private List<String> upstream() {
    var wanted = server.dns().upstream();
    return (wanted.isEmpty() ? facts.nameservers() : wanted)
        .stream()
            .filter(a -> !List.of("127.0.0.1", "::1", server.network().gateway()).contains(a))
            .filter(a -> !server.dns().manageResolver() || !a.matches("127\\.0\\.0\\.5[34](:53)?"))
            .map(DnsmasqConfig::port)
            .distinct()
            .toList();
  }

  /** dnsmasq writes a port behind a hash. */
  private static String port(String address) {
    return address
        .replaceFirst("^([0-9.]+):([0-9]+)$", "$1#$2")
        .replaceFirst("^\\[(.+)]:([0-9]+)$", "$1#$2");
  }
}
