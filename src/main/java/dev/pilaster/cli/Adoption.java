package dev.pilaster.cli;

import dev.pilaster.host.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Pillar files for what runs on a host: path to text. */
final class Adoption {
  private static final int LONGEST = 32;

  /** What a policy allows unless it says something else (PILLAR). */
  private static final List<String> USUAL =
      List.of("CHOWN", "SETGID", "SETUID", "DAC_OVERRIDE", "FOWNER", "NET_BIND_SERVICE", "KILL");

  private final String server;
  private final List<AdoptedService> services = new ArrayList<>();
  private final List<AdoptedSite> sites = new ArrayList<>();

  /**
   * @param ours the directory of vhosts that the agent writes
   */
  Adoption(String server, List<Found.Container> containers, String nginx, String ours) {
    this.server = server;
    var taken = new TreeSet<String>();
    containers.forEach(c -> services.add(AdoptedService.of(c, taken)));
    var domains = new TreeSet<String>();
    taken.clear();
    NginxDump.read(nginx).stream()
        .filter(v -> !v.file().startsWith(ours + "/") && !v.names().isEmpty() && v.serves())
        .filter(v -> domains.addAll(v.names()))
        .forEach(v -> sites.add(AdoptedSite.of(v, taken)));
  }

  /** A name of the pillar from any other; a number makes it different from those taken. */
  static String name(String text, Set<String> taken) {
    var plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var bare = plain.replaceAll("^-+|-+$", "");
    var cut = bare.substring(0, Math.min(bare.length(), LONGEST - 3)).replaceAll("-+$", "");
    var name = cut.isEmpty() ? "x" : cut;
    for (var n = 2; !taken.add(name); n++) {
      name = cut + "-" + n;
    }
    return name;
  }

  SortedMap<String, String> files() {
    var files = new TreeMap<String, String>();
    files.put("pilaster.yaml", policy());
    files.put("servers/" + server + ".yaml", server());
    sites.forEach(s -> files.put("sites/" + s.name() + ".yaml", s.text(services)));
    return files;
  }

  private String policy() {
    var yaml = new YamlText().line(0, "schema: 1").line(0, "policy:");
    yaml.line(1, "# What the containers have now; take out what they do not need.");
    var paths = new TreeSet<String>();
    var ports = new TreeSet<Integer>();
    services.forEach(s -> paths.addAll(s.binds()));
    services.forEach(s -> ports.addAll(s.publicPorts()));
    yaml.line(1, "host_paths:" + (paths.isEmpty() ? " []" : ""));
    paths.forEach(p -> yaml.line(2, "- " + YamlText.quoted(p)));
    yaml.line(1, "public_ports: " + ports);
    capabilities(yaml);
    return yaml.toString();
  }

  /** A list replaces the default: it is written out with what the containers have besides. */
  private void capabilities(YamlText yaml) {
    var all = new TreeSet<>(USUAL);
    if (services.stream().anyMatch(s -> !all.containsAll(s.addedCapabilities()))) {
      services.forEach(s -> all.addAll(s.addedCapabilities()));
      yaml.list(1, "cap_add", all);
    }
  }

  private String server() {
    var yaml = new YamlText().line(0, "schema: 1");
    yaml.line(0, services.isEmpty() ? "containers: {}" : "containers:");
    services.forEach(s -> s.write(yaml, server));
    yaml.line(0, sites.isEmpty() ? "sites: {}" : "sites:");
    sites.forEach(s -> s.place(yaml, services));
    return yaml.toString();
  }
}
