package dev.pilaster.pillar;

import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sections of a server's file about the host itself. */
final class HostReader {
  private static final Keys RECONCILE_KEYS = new Keys();
  private static final Key<Boolean> PRUNE =
      RECONCILE_KEYS.or("prune", Shapes.BOOL, true, "take away what is not wanted; = true");
  private static final Key<Integer> MAX_REMOVALS =
      RECONCILE_KEYS.or(
          "max_removals", Shapes.integer(0, 1000), 1, "more sites wait for approval; = 1");
  private static final Key<Boolean> DRIFT =
      RECONCILE_KEYS.or(
          "drift",
          Shapes.word(Map.of("repair", true, "warn", false)),
          true,
          "repair or warn; = repair");
  private static final Key<Integer> MAX_PARALLEL =
      RECONCILE_KEYS.or("max_parallel", Shapes.integer(1, 16), 1, "upgrades at a time; = 1");
  private static final Key<Integer> MIN_FREE_DISK =
      RECONCILE_KEYS.or("min_free_disk", Units.PERCENT, 10, "= 10%");
  static final Shape<Server.Reconcile> RECONCILE =
      RECONCILE_KEYS.shape(
          v ->
              new Server.Reconcile(
                  v.get(PRUNE),
                  v.get(MAX_REMOVALS),
                  v.get(DRIFT),
                  v.get(MAX_PARALLEL),
                  v.get(MIN_FREE_DISK)));

  private static final String DAY = "(mon|tue|wed|thu|fri|sat|sun)";
  private static final String TIME_OF_DAY = "([01][0-9]|2[0-3]):[0-5][0-9]";
  private static final Keys WINDOW_KEYS = new Keys();
  private static final Key<String> DAYS =
      WINDOW_KEYS.or(
          "days",
          Shapes.text(
              DAY + "(-" + DAY + ")?(," + DAY + "(-" + DAY + ")?)*",
              "a set of days: write it like mon-thu or sat,sun"),
          "mon-sun",
          "like mon-thu; = mon-sun");
  private static final Key<String> TIME =
      WINDOW_KEYS.needed(
          "time",
          Shapes.text(
              TIME_OF_DAY + "-" + TIME_OF_DAY, "a time of the day: write it like 06:00-10:00"),
          "like \"06:00-10:00\"");
  private static final Key<String> ZONE =
      WINDOW_KEYS.or("tz", Shapes.TEXT.to(HostReader::zone), "UTC", "a time zone; = UTC");
  private static final Key<List<String>> APPLIES_TO =
      WINDOW_KEYS.or(
          "applies_to",
          Shapes.list(Shapes.word("container", "fileset", "release", "tree", "database")),
          List.of("container", "release"),
          "kinds of resource; = [container, release]");
  static final Shape<Server.Window> WINDOW =
      WINDOW_KEYS.shape(
          v -> new Server.Window(v.get(DAYS), v.get(TIME), v.get(ZONE), v.get(APPLIES_TO)));

  private static final Keys FREEZE_KEYS = new Keys();
  private static final Key<Instant> UNTIL =
      FREEZE_KEYS.needed(
          "until", Shapes.TEXT.to(HostReader::instant), "an instant, like 2026-12-27T00:00:00Z");
  private static final Key<String> REASON = FREEZE_KEYS.needed("reason", Formats.LINE, "why");
  static final Shape<Server.Freeze> FREEZE =
      FREEZE_KEYS.shape(v -> new Server.Freeze(v.get(UNTIL), v.get(REASON)));

  private static final Keys NETWORK_KEYS = new Keys();
  private static final Key<String> NETWORK_NAME =
      NETWORK_KEYS.or("name", Formats.NETWORK_NAME, "pilaster", "= pilaster");
  private static final Key<String> SUBNET =
      NETWORK_KEYS.or(
          "subnet",
          Shapes.text(Formats.IPV4 + "/[0-9]{1,2}", "a network: write it like 172.30.0.0/24")
              .to(HostReader::subnet),
          "172.30.0.0/24",
          "its gateway is the first address; = 172.30.0.0/24");
  static final Shape<Server.Network> NETWORK =
      NETWORK_KEYS.shape(v -> new Server.Network(v.get(NETWORK_NAME), v.get(SUBNET)));

  private static final Keys DNS_KEYS = new Keys();
  private static final Key<String> DNS_ZONE =
      DNS_KEYS.or("zone", Formats.DOMAIN, "ctr.internal", "= ctr.internal");
  private static final Key<Optional<List<String>>> UPSTREAM =
      DNS_KEYS.or(
          "upstream",
          new AutoOr<>(Shapes.list(Formats.ADDRESS)),
          Optional.empty(),
          "addresses, or auto: what the host uses; = auto");
  private static final Key<Boolean> RESOLVER =
      DNS_KEYS.or(
          "resolver",
          Shapes.word(Map.of("manage", true, "none", false)),
          false,
          "manage: the host itself asks dnsmasq; = none");
  static final Shape<Server.Dns> DNS =
      DNS_KEYS.shape(
          v -> new Server.Dns(v.get(DNS_ZONE), v.get(UPSTREAM).orElse(List.of()), v.get(RESOLVER)));

  private static final Keys MAIL_KEYS = new Keys();
  private static final Key<String> RELAYHOST =
      MAIL_KEYS.needed(
          "relayhost",
          Shapes.text(
              "\\[?[A-Za-z0-9.:-]+]?(:\\d{1,5})?", "a host: write it like [mail.example.com]:587"),
          "like \"[mail.example.com]:587\"");
  private static final Key<Optional<String>> MAIL_USER =
      MAIL_KEYS.maybe("user", Formats.LINE, "the account there");
  private static final Key<Optional<Secret>> MAIL_PASSWORD =
      MAIL_KEYS.maybe("password", Shapes.SECRET, "of the account");
  private static final Key<String> MAIL_TLS =
      MAIL_KEYS.or(
          "tls",
          Shapes.word("none", "may", "encrypt", "verify", "secure"),
          "encrypt",
          "Postfix's level; = encrypt");
  private static final Key<Boolean> MAIL_REPLACE =
      MAIL_KEYS.or(
          "replace",
          Shapes.BOOL,
          false,
          "true: a Postfix that somebody else configured becomes ours; = false");
  static final Shape<Server.Mail> MAIL = MAIL_KEYS.shape(HostReader::mail);

  private static final Keys CREDENTIAL_KEYS = new Keys();
  private static final Key<String> USERNAME =
      CREDENTIAL_KEYS.needed("username", Formats.LINE, "the account");
  private static final Key<Secret> PASSWORD =
      CREDENTIAL_KEYS.needed("password", Shapes.SECRET, "of the account");
  static final Shape<Server.Credentials> CREDENTIALS =
      CREDENTIAL_KEYS.shape(v -> new Server.Credentials(v.get(USERNAME), v.get(PASSWORD)));

  private static final Keys NGINX_KEYS = new Keys();
  private static final Key<List<String>> LISTEN =
      NGINX_KEYS.or(
          "listen",
          Shapes.list(
              Shapes.text(
                  "(" + Formats.IPV4 + "|\\[" + Formats.IPV6 + "])(:\\d{1,5})?",
                  "an address: write it like 0.0.0.0 or \"[::]\"")),
          List.of("0.0.0.0", "[::]"),
          "= [\"0.0.0.0\", \"[::]\"]");
  private static final Key<Boolean> KEEP =
      NGINX_KEYS.or(
          "default_server",
          Shapes.word(Map.of("deny", false, "keep", true)),
          false,
          "deny, or keep somebody else's; = deny");
  private static final Key<String> LOG_DIR =
      NGINX_KEYS.or("log_dir", Formats.ABSOLUTE, "/var/log/pilaster", "= /var/log/pilaster");
  static final Shape<Server.Nginx> NGINX =
      NGINX_KEYS.shape(v -> new Server.Nginx(v.get(LISTEN), v.get(KEEP), v.get(LOG_DIR)));

  private HostReader() {}

  /** Postfix keeps an account as {@code user:password} in one line. */
  private static Server.Mail mail(Values v) {
    var user = v.get(MAIL_USER);
    var password = v.get(MAIL_PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      v.fail("user and password go together");
    }
    if (user.filter(u -> u.contains(":")).isPresent()) {
      v.fail(MAIL_USER, "has a colon, which Postfix cannot keep");
    }
    if (password
        .filter(p -> !p.reveal().equals(p.reveal().strip().replace("\n", "")))
        .isPresent()) {
      v.fail(MAIL_PASSWORD, "has a line break, or white space at an end: Postfix cannot keep it");
    }
    return new Server.Mail(v.get(RELAYHOST), user, password, v.get(MAIL_TLS), v.get(MAIL_REPLACE));
  }

  private static String zone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new IllegalArgumentException(
          Shapes.quoted(text) + " is not a time zone: write it like Europe/Berlin");
    }
    return text;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          Shapes.quoted(text) + " is not an instant: write it like 2026-12-27T00:00:00Z", e);
    }
  }

  /** Room for two addresses a service, and none of them outside. */
  private static String subnet(String text) {
    var bits = Integer.parseInt(text.substring(text.indexOf('/') + 1));
    if (bits < 16 || bits > 28) {
      throw new IllegalArgumentException(text + " must be between /16 and /28");
    }
    var network = new Server.Network("", text);
    var inside = Math.floorMod(Formats.number(network.address(0)), network.size());
    if (inside != 0) {
      throw new IllegalArgumentException(
          text + " is an address inside a network, which starts at " + network.address(-inside));
    }
    return text;
  }
}
