package dev.pilaster.render;

import dev.pilaster.model.DrupalCore;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Memo;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
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
  static final String VHOST = ".conf";
  static final String USERS = ".users";

  /** A certificate and its key. Sorts before the vhost that reads it: culprits are found so. */
  static final String CERTIFICATE = ".cert";

  /** The files that a site may have: what follows its name, and the mode. */
  public static final Map<String, Integer> SITE_FILES =
      Map.of(VHOST, 0644, USERS, 0640, CERTIFICATE, 0600);

  private static final Memo<Name, Question, SortedMap<String, Fileset.Text>> SITES = new Memo<>();
  private static final Memo<String, Files, Fileset> FILESETS = new Memo<>();
  private static final String DIGEST_FILE = "00-pilaster.conf";
  private static final String DEFAULT_FILE = "00-default.conf";

  private final Server server;
  private final HostFacts facts;
  private final Listen listen;

  public NginxConfig(Server server, HostFacts facts) {
    this.server = server;
    this.facts = facts;
    this.listen = Listen.of(server.nginx());
  }

  /**
   * A site and who answers for it.
   *
   * @param service runs its PHP, or is what a proxy leads to; empty for a static site, and for one
   *     that nothing serves yet (503)
   * @param byAddress over TCP, not over a socket
   * @param port of the service's door, where it has one
   * @param core the Drupal that is served, where that is known
   */
  public record Route(
      Site site,
      Optional<Name> service,
      boolean byAddress,
      Optional<Integer> port,
      Optional<DrupalCore> core) {
    /** Of a site whose code is not known. */
    public Route(Site site, Optional<Name> service, boolean byAddress, Optional<Integer> port) {
      this(site, service, byAddress, port, Optional.empty());
    }

    /** Of a site that no service serves. */
    public Route(Site site) {
      this(site, Optional.empty(), false, Optional.empty());
    }
  }

  /** Everything that a site's files are made of. */
  private record Question(
      Route route, Optional<String> certificate, Server server, HostFacts facts) {}

  /**
   * A site's own files; see {@link #SITE_FILES}.
   *
   * @param certificate with its key, the PEM text of both; empty for a site without encryption
   * @throws IllegalArgumentException for a text that nginx has no way to write
   */
  public SortedMap<String, Fileset.Text> site(Route route, Optional<String> certificate) {
    var question = new Question(route, certificate, server, facts);
    return SITES.get(route.site().name(), question, () -> rendered(route, certificate));
  }

  private SortedMap<String, Fileset.Text> rendered(Route route, Optional<String> certificate) {
    var vhost = new Vhost(route, certificate, server, facts, listen);
    var files = new TreeMap<String, Fileset.Text>();
    files.put(path(route.site().name() + VHOST), text(vhost.template(), vhost.variables()));
    vhost.users().ifPresent(u -> files.put(vhost.usersFile(), secret(u, USERS)));
    certificate.ifPresent(c -> files.put(vhost.certificateFile(), secret(c, CERTIFICATE)));
    return Collections.unmodifiableSortedMap(files);
  }

  /** The sites' files and the default server; some may be left out before {@link #fileset}. */
  public SortedMap<String, Fileset.Text> withDefault(SortedMap<String, Fileset.Text> sites) {
    var files = new TreeMap<>(sites);
    if (!server.nginx().keepDefaultServer()) {
      var encrypted = sites.keySet().stream().anyMatch(f -> f.endsWith(CERTIFICATE));
      var secure = encrypted ? listen.secure() : List.of();
      var variables = Map.<String, Object>of("plain", listen.plain(), "secure", secure);
      files.put(path(DEFAULT_FILE), text("default", variables));
    }
    return files;
  }

  /** These files and the one that shows their digest. */
  public Fileset fileset(SortedMap<String, Fileset.Text> files) {
    return FILESETS.get(facts.nginx(), new Files(files, server, facts), () -> shown(files));
  }

  /** What a whole set of files is made of. */
  private record Files(SortedMap<String, Fileset.Text> texts, Server server, HostFacts facts) {}

  private Fileset shown(SortedMap<String, Fileset.Text> files) {
    var digest = digest(files);
    var near =
        Stream.concat(Stream.of("127.0.0.1", "::1"), listen.own())
            .distinct()
            .map(Word::literal)
            .collect(Collectors.joining("|", "^(", ")$"));
    var all = new TreeMap<>(files);
    all.put(
        path(DIGEST_FILE),
        text(
            "pilaster",
            Map.of(
                "plain", listen.plain(),
                "trusted", server.trustedProxies(),
                "near", quoted(near),
                "digest", digest)));
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

  private String path(String file) {
    return facts.nginx() + "/" + file;
  }

  /** The text of a file of ours without the line that says so. */
  public static String unmarked(String text) {
    return text.substring(text.indexOf('\n') + 1);
  }

  private static Fileset.Text secret(String text, String kind) {
    return new Fileset.Text(Fileset.MARK + "\n" + text, SITE_FILES.getOrDefault(kind, 0600));
  }

  private static String quoted(String regex) {
    return '"' + regex.replace("\\", "\\\\") + '"';
  }

  private static Fileset.Text text(String template, Map<String, Object> variables) {
    return new Fileset.Text(Templates.render(template, variables), 0644);
  }
}
