package dev.pilaster.host;

import dev.pilaster.model.Check;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Asks one generation, or sites through nginx. What does not answer is evidence, no exception. */
public final class Probes {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final int HTTPS = 443;

  /** As PHP prints it, in a page, as text, and to its error stream. */
  private static final Pattern DIED =
      Pattern.compile(
          "^(?:PHP message: )?(?:PHP )?(?:<b>)?(?:Fatal|Parse) error(?:</b>)?: ",
          Pattern.MULTILINE);

  private final String nginx;
  private final Function<Check, Evidence> inside;

  /**
   * Probes of this host.
   *
   * @param nginx where to ask the sites, {@code 127.0.0.1:80}
   * @param inside what only the engine can ask: {@link Probe.Exec} and {@link Probe.Sql}
   */
  public Probes(String nginx, Function<Check, Evidence> inside) {
    this.nginx = nginx;
    this.inside = inside;
  }

  /** The probe first, then every site through the same door. */
  public Evidence check(Check check) {
    var probed = probe(check);
    if (!probed.good() || check.sites().isEmpty()) {
      return probed;
    }
    var address = address(check);
    return new Round(site -> site.script().isEmpty() ? page(address, site) : script(address, site))
        .ask(check.sites());
  }

  /** Each with its own host name, several at a time. */
  public Evidence askSites(List<Check.SiteCheck> sites) {
    return new Round(this::served).ask(sites);
  }

  private Evidence probe(Check check) {
    try {
      if (check.probe() instanceof Probe.Fpm fpm) {
        return ping(address(check), fpm.ping());
      }
      if (check.probe() instanceof Probe.Http http) {
        return http(check, http);
      }
      if (check.probe() instanceof Probe.Tcp) {
        return tcp(check);
      }
    } catch (IOException e) {
      return Evidence.of(false, where(check) + ": " + message(e));
    }
    return check.probe() instanceof Probe.None ? Evidence.DONE : inside.apply(check);
  }

  private static Evidence ping(SocketAddress address, String ping) throws IOException {
    var params = Map.of("REQUEST_METHOD", "GET", "SCRIPT_NAME", ping, "SCRIPT_FILENAME", ping);
    var answer = FastCgi.ask(address, new TreeMap<>(params), TIMEOUT);
    var good = answer.status() == 200 && answer.body().strip().equals("pong");
    return Evidence.of(good, good ? "pong" : ping + " answered " + answer.status());
  }

  private static Evidence http(Check check, Probe.Http http) throws IOException {
    var answer = HttpAnswer.get(address(check), check.target(), http.path(), TIMEOUT);
    var message = "GET %s answered %d".formatted(http.path(), answer.status());
    return Evidence.of(http.status().contains(answer.status()), message);
  }

  private static Evidence tcp(Check check) throws IOException {
    Connection.connect(address(check), TIMEOUT).close();
    return Evidence.of(true, where(check) + " takes connections");
  }

  private static int script(SocketAddress address, Check.SiteCheck site) throws IOException {
    var answer = FastCgi.ask(address, new Cgi(site).params(), site.timeout());
    return judge(answer.status(), answer.body() + "\n" + answer.errors());
  }

  private static int page(SocketAddress address, Check.SiteCheck site) throws IOException {
    var answer = HttpAnswer.get(address, site.host(), site.path(), site.timeout());
    return judge(answer.status(), answer.body());
  }

  /** As a visitor gets it, who follows nginx to https and knows the password. */
  private int served(Check.SiteCheck site) throws IOException {
    var address = Connection.address(nginx);
    var answer = HttpAnswer.get(address, site);
    if (site.entry().secure() && answer.status() / 100 == 3) {
      var secure = new InetSocketAddress(address.getAddress(), HTTPS);
      answer = HttpAnswer.encrypted(secure, site).orElse(answer);
    }
    var text = answer.body();
    var lacks = site.wanted().contains().filter(wanted -> !text.contains(wanted)).isPresent();
    var status = judge(answer.status(), text);
    return status < 400 && lacks ? Check.SiteCheck.LACKING : status;
  }

  /** With {@code display_errors} a script that died answers 200; it counts as the 500 it is. */
  private static int judge(int status, String text) {
    return status == 200 && DIED.matcher(text).find() ? 500 : status;
  }

  private static SocketAddress address(Check check) {
    return check.port() == 0
        ? UnixDomainSocketAddress.of(Path.of(check.target()))
        : new InetSocketAddress(check.target(), check.port());
  }

  private static String where(Check check) {
    return check.port() == 0 ? check.target() : check.target() + ":" + check.port();
  }

  static String message(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
