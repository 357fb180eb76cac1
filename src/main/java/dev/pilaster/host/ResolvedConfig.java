package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What systemd-resolved was told by others (resolved.conf(5)): its files without ours, and what it
 * learned from the links of the network.
 *
 * @param root {@code /}
 */
record ResolvedConfig(Path root) {
  /** dnsmasq, and the two addresses at which systemd-resolved itself listens. */
  static final Set<String> OURSELVES = Set.of("127.0.0.1", "127.0.0.53", "127.0.0.54");

  /** A file of an earlier directory hides one of the same name in a later one. */
  private static final List<String> DIRECTORIES = List.of("etc", "run", "usr/local/lib", "usr/lib");

  /** Whether a resolver file is a link to one of its own. */
  boolean isBehind(Path file) throws IOException {
    if (!Files.isSymbolicLink(file)) {
      return false;
    }
    var target = file.resolveSibling(Files.readSymbolicLink(file)).normalize();
    return target.startsWith(root.resolve("run/systemd/resolve"))
        || target.equals(root.resolve("usr/lib/systemd/resolv.conf"));
  }

  /** Name servers in its order, never dnsmasq or itself. */
  List<String> nameservers() throws IOException {
    var own = new LinkedHashSet<>(addresses("DNS"));
    own.addAll(ResolvConf.servers(uplinks()));
    own.removeAll(OURSELVES);
    return own.isEmpty() ? addresses("FallbackDNS") : List.copyOf(own);
  }

  private List<String> addresses(String key) throws IOException {
    return values(key).stream()
        .map(v -> v.replaceFirst("#.*", ""))
        .filter(a -> !OURSELVES.contains(a))
        .toList();
  }

  /** Its own search domains; those of links are not among them. */
  List<String> searchDomains() throws IOException {
    return values("Domains");
  }

  private String uplinks() throws IOException {
    var file = root.resolve("run/systemd/resolve/resolv.conf");
    return Files.exists(file) ? OwnFiles.text(file) : "";
  }

  /** Lists grow from file to file; an empty value begins anew. */
  private List<String> values(String key) throws IOException {
    var values = new ArrayList<String>();
    for (var text : texts()) {
      for (var value : assigned(text, key)) {
        if (value.isEmpty()) {
          values.clear();
        } else {
          values.addAll(List.of(value.split("\\s+")));
        }
      }
    }
    return values.stream().distinct().toList();
  }

  private static List<String> assigned(String text, String key) {
    var lines = text.lines().map(String::strip).filter(l -> l.matches(key + "\\s*=.*"));
    return lines.map(l -> l.substring(l.indexOf('=') + 1).strip()).toList();
  }

  private List<String> texts() throws IOException {
    var dropIns = new TreeMap<String, String>();
    for (var directory : DIRECTORIES) {
      var files = OwnFiles.read(root.resolve(directory + "/systemd/resolved.conf.d"));
      for (var file : files.entrySet()) {
        dropIns.putIfAbsent(file.getKey().replaceFirst(".*/", ""), file.getValue().text());
      }
    }
    var main = root.resolve("etc/systemd/resolved.conf");
    var first = Files.exists(main) ? Stream.of(OwnFiles.text(main)) : Stream.<String>empty();
    var others = dropIns.entrySet().stream().filter(f -> f.getKey().endsWith(".conf"));
    return Stream.concat(first, others.map(f -> f.getValue()))
        .filter(text -> !Fileset.ours(text))
        .toList();
  }
}
