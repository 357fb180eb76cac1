package dev.pilaster.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the host's programs say. */
final class ServiceFindings {
  private static final Pattern FILE = Pattern.compile("# configuration file (.+):");
  private static final Pattern DEFAULT =
      Pattern.compile("^[^#]*\\blisten\\s[^;#]*\\bdefault_server\\b", Pattern.MULTILINE);

  private static final String DUMP =
      "said=$(\"$@\" 2>&1); code=$?; printf '%s\\n' \"$said\" | grep -E '\\[[a-z]+\\] |"
          + "^# configuration file |^[^#]*(include|listen)[[:space:]]'; exit $code";

  private ServiceFindings() {}

  /** The lines that {@link #nginx} asks for: a host of many sites has more than is kept. */
  static Command.Result dump(Duration timeout, List<String> nginx) {
    var argv = new ArrayList<>(List.of("sh", "-c", DUMP, "sh"));
    argv.addAll(nginx);
    return Command.run(timeout, argv);
  }

  /**
   * nginx's whole configuration.
   *
   * @param dump of {@code nginx -T}
   * @param ours the directory that it has to include
   */
  static List<Finding> nginx(Command.Result dump, Path ours) {
    if (!dump.good()) {
      var why = dump.output().lines().filter(l -> l.contains("[emerg]")).findFirst();
      return List.of(
          Finding.bad(
              "nginx", "refuses its configuration: " + why.orElse(dump.output()), "nginx -t"));
    }
    var included = dump.output().contains(ours + "/");
    var whole =
        included
            ? Finding.good("nginx", "its configuration is good and includes " + ours)
            : Finding.bad(
                "nginx",
                "does not include " + ours,
                "echo 'include %s/*.conf;' > /etc/nginx/conf.d/pilaster.conf".formatted(ours));
    return List.of(whole, defaults(dump.output(), ours), names(dump.output()));
  }

  private static Finding names(String dump) {
    var twice =
        Clashes.ignored(dump).entrySet().stream()
            .map(e -> "%s on %s".formatted(e.getKey(), e.getValue()))
            .toList();
    return twice.isEmpty()
        ? Finding.good("server names", "nobody else has one of ours")
        : Finding.warn(
            "server names",
            "two servers have " + String.join(", ", twice) + ", and nginx ignores the second",
            "grep -rn server_name /etc/nginx; take the name out of one of them");
  }

  private static Finding defaults(String dump, Path ours) {
    var others = new ArrayList<String>();
    var file = "";
    for (var line : dump.lines().toList()) {
      var head = FILE.matcher(line);
      if (head.matches()) {
        file = head.group(1);
      } else if (DEFAULT.matcher(line).find()
          && !Path.of(file).startsWith(ours)
          && !others.contains(file)) {
        others.add(file);
      }
    }
    return others.isEmpty()
        ? Finding.good("default server", "nobody else has one")
        : Finding.warn(
            "default server",
            "unknown hosts end in " + String.join(", ", others),
            "remove default_server there, or say nginx.default_server: keep in the server file");
  }

  /** {@code answer}: why dnsmasq gave none; empty when it did. */
  static Finding dnsmasq(String address, Optional<String> fault) {
    return fault
        .map(
            why ->
                Finding.bad(
                    "dnsmasq",
                    "does not answer at %s: %s".formatted(address, why),
                    "systemctl status dnsmasq; journalctl -u dnsmasq"))
        .orElse(Finding.good("dnsmasq", "answers at " + address));
  }

  /**
   * Whether the host itself asks dnsmasq, where it shall.
   *
   * @param managed {@code dns.resolver: manage}
   * @param asked its first name server
   */
  static Finding resolver(boolean managed, Optional<String> asked, String dnsmasq) {
    if (!managed) {
      return Finding.good("resolver", "the host keeps its own, as the server file says");
    }
    return asked.filter(dnsmasq::equals).isPresent()
        ? Finding.good("resolver", "the host asks dnsmasq")
        : Finding.bad(
            "resolver",
            "/etc/resolv.conf asks %s, not dnsmasq at %s"
                .formatted(asked.orElse("nobody"), dnsmasq),
            "find out who wrote it (resolvconf, a DHCP client) and stop that; pilaster sync writes"
                + " ours again");
  }

  /**
   * Whether systemd-resolved asks dnsmasq, where it shall.
   *
   * @param managed {@code dns.resolver: manage}
   */
  static Finding resolved(boolean managed, boolean asks) {
    if (!managed) {
      return Finding.good("resolver", "the host keeps its own, as the server file says");
    }
    return asks
        ? Finding.good("resolver", "systemd-resolved asks dnsmasq")
        : Finding.bad(
            "resolver",
            "systemd-resolved does not answer as dnsmasq does",
            "resolvectl status; look for DNS=, DNSOverTLS= and DNSSEC= in"
                + " /etc/systemd/resolved.conf.d");
  }

  /** Search domain to the addresses that a name has which nobody can have made. */
  static Finding wildcards(Map<String, List<String>> answers) {
    var caught =
        answers.entrySet().stream()
            .filter(e -> !e.getValue().isEmpty())
            .map(e -> "any name in %s is %s".formatted(e.getKey(), e.getValue().get(0)))
            .toList();
    return caught.isEmpty()
        ? Finding.good("search domains", "no wildcard takes short names")
        : Finding.warn(
            "search domains",
            String.join("; ", caught) + ": short names of services may end there",
            "say dns.resolver: manage in the server file, or take the domain out of"
                + " /etc/resolv.conf");
  }

  /** {@code greeted}: the running one shows our configuration. */
  static Finding postfix(PostfixState state, boolean greeted) {
    return switch (state) {
      case ABSENT -> Finding.good("postfix", "not configured, and not needed without mail:");
      case SOMEBODY ->
          Finding.warn(
              "postfix",
              "was configured by somebody else, and stays so",
              "with mail: in the server file, mail.replace: true makes it ours");
      case OURS ->
          greeted
              ? Finding.good("postfix", "shows our configuration")
              : Finding.bad(
                  "postfix",
                  "does not answer with our configuration",
                  "systemctl restart postfix; journalctl -u postfix@-");
    };
  }

  /** Whose Postfix it is. */
  enum PostfixState {
    ABSENT,
    SOMEBODY,
    OURS
  }

  /** {@code timedatectl show -p NTPSynchronized --value}. */
  static Finding clock(Command.Result synchronised) {
    if (synchronised.good() && synchronised.output().equals("yes")) {
      return Finding.good("clock", "synchronised");
    }
    var known = synchronised.good() && synchronised.output().equals("no");
    return Finding.warn(
        "clock",
        known ? "is not synchronised" : "nobody says whether it is synchronised",
        "systemctl enable --now systemd-timesyncd: certificates, tokens and windows go by it");
  }

  /**
   * Who listens where somebody of ours has to.
   *
   * @param sockets of {@code ss -Hltnp}
   * @param expected port to the programs that may have it
   */
  static Finding ports(String sockets, Map<Integer, List<String>> expected) {
    var faults = new ArrayList<String>();
    for (var line : sockets.lines().toList()) {
      var words = List.of(line.strip().split("\\s+", -1));
      var local = words.size() > 3 ? words.get(3) : "";
      var port = local.substring(local.lastIndexOf(':') + 1);
      var may = port.matches("\\d{1,5}") ? expected.get(Integer.parseInt(port)) : null;
      var named = Pattern.compile("\\(\\(\"([^\"]+)\"").matcher(line);
      if (may != null && named.find() && may.stream().noneMatch(named.group(1)::startsWith)) {
        faults.add("%s has %s".formatted(named.group(1), local));
      }
    }
    return faults.isEmpty()
        ? Finding.good("ports", "nobody else has ours")
        : Finding.bad(
            "ports", String.join("; ", faults), "stop it, or move it to another port or address");
  }
}
