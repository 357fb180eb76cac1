package dev.pilaster.render;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Server;
import dev.pilaster.model.Site;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * msmtp's settings in a container of several sites: the host's Postfix takes its mail. Which site
 * sends is told by the directory that its program was started in, since FPM begins each request in
 * that of the script (msmtp(1), {@code eval}: 1.8.21).
 */
public final class Msmtp {
  /** Where msmtp looks, in every image. */
  public static final String PATH = "/etc/msmtprc";

  /** Who says so in its greeting is heard, and its mail thrown away. */
  static final String DISCARD = "discard.pilaster.invalid";

  /** A program that stands outside of every site, where one of them may not send. */
  static final String UNKNOWN = "unknown.pilaster.invalid";

  private final Server.Network network;
  private final String root;
  private final List<Site> sites;

  /**
   * @param root of all sites, absolute
   * @param sites those of one container
   */
  public Msmtp(Server.Network network, String root, List<Site> sites) {
    this.network = network;
    this.root = root;
    this.sites = List.copyOf(sites);
  }

  /** The file's text. */
  public String text() {
    return """
    %s
    defaults
    host %s
    port 25
    tls off
    auth off
    syslog off
    account default
    %s
    %s
    """
        .formatted(Fileset.MARK, network.gateway(), greeting(), sender());
  }

  private String greeting() {
    var silent = sites.stream().anyMatch(s -> s.mail().discard());
    return bySite(
        s -> "domain " + (s.mail().discard() ? DISCARD : s.canonical()),
        "domain " + (silent ? UNKNOWN : "localhost"));
  }

  /** The account that the program runs as, at the site's own domain, unless the pillar says. */
  private String sender() {
    return bySite(
        s -> "from " + s.mail().from().orElse("%U@" + s.canonical()), "from %U@localhost.invalid");
  }

  /** One line for all, or one that a shell chooses each time. */
  private String bySite(Function<Site, String> line, String outside) {
    if (sites.stream().map(line).distinct().count() == 1) {
      return line.apply(sites.get(0));
    }
    var cases =
        sites.stream()
            .map(s -> "\"%s/%s/\"*) %s;; ".formatted(root, s.name(), say(line.apply(s))))
            .collect(Collectors.joining());
    return "eval case \"$(pwd -P)/\" in " + cases + "*) " + say(outside) + ";; esac";
  }

  private static String say(String line) {
    return "printf %s '" + line.replace("'", "'\\''") + "'";
  }
}
