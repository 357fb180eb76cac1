package dev.pilaster.render;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files in nginx's directory of ours: one a site, the default server, and the digest. */
public final class NginxConfig {
  private static final String DIGEST_FILE = "00-pilaster.conf";
  private static final String DEFAULT_FILE = "00-default.conf";

  private final Server server;
  private final HostFacts facts;

  public NginxConfig(Server server, HostFacts facts) {
    this.server = server;
    this.facts = facts;
  }

  /**
   * A site and who answers for it.
   *
   * @param service whose socket runs its PHP; empty for a static site, and for one that nothing
   *     serves yet (503)
   */
  public record Route(Site site, Optional<Name> service) {}

  /**
   * All files but the digest's; some may be left out or be replaced by their former text before
   * they go to {@link #fileset}.
   *
   * @throws IllegalArgumentException for a text that nginx has no way to write
   */
  public SortedMap<String, Fileset.Text> files(List<Route> routes) {
    var files = new TreeMap<String, Fileset.Text>();
    if (!server.nginx().keepDefaultServer()) {
      files.put(path(DEFAULT_FILE), text("default", Map.of("listen", listen())));
    }
    for (var route : routes) {
      var vhost = new Vhost(route.site(), route.service(), server, facts, listen());
      files.put(path(route.site().name() + ".conf"), text(vhost.template(), vhost.variables()));
      vhost
          .users()
          .ifPresent(u -> files.put(vhost.usersFile(), new Fileset.Text(mark() + u, 0640)));
    }
    return files;
  }

  /** These files and the one that shows their digest. */
  public Fileset fileset(SortedMap<String, Fileset.Text> files) {
    var digest = digest(files);
    var near =
        Stream.concat(Stream.of("127.0.0.1", "::1"), addresses())
            .distinct()
            .map(Word::literal)
            .collect(Collectors.joining("|", "^(", ")$"));
    var all = new TreeMap<>(files);
    all.put(
        path(DIGEST_FILE),
        text("pilaster", Map.of("listen", listen(), "near", quoted(near), "digest", digest)));
    return new Fileset(Fileset.Kind.NGINX, all, digest);
  }

  /** 32 hexadecimal digits over paths and texts. */
  static String digest(SortedMap<String, Fileset.Text> files) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (path, text) ->
              sha256.update((path + "\0" + text.text() + "\0").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha256.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** {@code address:port}; without a port in the pillar it is 80. */
  private List<String> listen() {
    return server.nginx().listen().stream()
        .map(
            address ->
                address.matches(".*[^:\\]]:[0-9]+|\\[.*]:[0-9]+") ? address : address + ":80")
        .toList();
  }

  private Stream<String> addresses() {
    return listen().stream()
        .map(a -> a.substring(0, a.lastIndexOf(':')).replaceAll("[\\[\\]]", ""))
        .filter(a -> !a.equals("0.0.0.0") && !a.equals("::"));
  }

  private String path(String file) {
    return facts.nginx() + "/" + file;
  }

  private static String mark() {
    return Fileset.MARK + "\n";
  }

  private static String quoted(String regex) {
    return '"' + regex.replace("\\", "\\\\") + '"';
  }

  private static Fileset.Text text(String template, Map<String, Object> variables) {
    return new Fileset.Text(Templates.render(template, variables), 0644);
  }
}
