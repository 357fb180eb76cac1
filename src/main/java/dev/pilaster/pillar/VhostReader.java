package dev.pilaster.pillar;

import dev.pilaster.model.Certificate;
import dev.pilaster.model.Name;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a site is reached: {@code domains}, {@code redirects}, {@code tls}, {@code upstream}. */
final class VhostReader {
  /** A path or an address, without what nginx would read as a variable or as the end of a word. */
  private static final Shape<String> TARGET =
      Shapes.text(
          "(/|https?://)[^\\s\"'\\\\${};]*", "an address: write it like https://… or /path");

  private static final Keys DOMAIN_KEYS = new Keys();
  private static final Key<String> DOMAIN =
      DOMAIN_KEYS.needed("name", Formats.DOMAIN, "a host name");
  private static final Key<Boolean> TO_CANONICAL =
      DOMAIN_KEYS.or(
          "redirect",
          Shapes.word(Map.of("canonical", true, "none", false)),
          false,
          "canonical: answer 301 to the first domain; = none");
  static final Shape<List<Site.Domain>> DOMAINS =
      new Checked<>(
          Shapes.list(
              Shapes.either(
                  Formats.DOMAIN.to(name -> new Site.Domain(name, false)),
                  DOMAIN_KEYS.shape(v -> new Site.Domain(v.get(DOMAIN), v.get(TO_CANONICAL))))),
          VhostReader::canonicalFirst);

  private static final Keys REDIRECT_KEYS = new Keys();
  private static final Key<Optional<String>> FROM =
      REDIRECT_KEYS.maybe("from", Formats.DOMAIN, "a whole foreign domain");
  private static final Key<Optional<String>> PATH =
      REDIRECT_KEYS.maybe(
          "path", Shapes.text("/[^\\s\"'\\\\${};]*", "a path"), "one path of this site");
  private static final Key<String> TO =
      REDIRECT_KEYS.needed("to", TARGET, "an address, https://… or /path");
  private static final Key<Integer> STATUS =
      REDIRECT_KEYS.or(
          "status",
          Shapes.integer(301, 308).to(VhostReader::redirecting),
          301,
          "301, 302, 303, 307 or 308; = 301");
  private static final Key<Boolean> KEEP_PATH =
      REDIRECT_KEYS.or("keep_path", Shapes.BOOL, false, "add the path that was asked for; = false");
  static final Shape<Site.Redirect> REDIRECT = REDIRECT_KEYS.shape(VhostReader::redirect);

  private static final Keys TLS_KEYS = new Keys();
  private static final Key<String> MODE =
      TLS_KEYS.or(
          "mode", Shapes.word("none", "files", "acme"), "none", "none, files or acme; = none");
  private static final Key<Optional<Secret>> CERTIFICATE =
      TLS_KEYS.maybe(
          "certificate", Shapes.SECRET, "mode files: PEM text, with those that lead to its issuer");
  private static final Key<Optional<Secret>> PRIVATE_KEY =
      TLS_KEYS.maybe("key", Shapes.SECRET, "mode files: PEM text, not encrypted");
  private static final Key<Boolean> FORCE =
      TLS_KEYS.or("force_https", Shapes.BOOL, false, "answer http with 301 to https; = false");
  private static final Key<Optional<String>> HSTS =
      TLS_KEYS.maybe(
          "hsts",
          Shapes.text(
              "max-age=\\d+(; includeSubDomains)?(; preload)?",
              "a lifetime: write it like max-age=31536000"),
          "the header Strict-Transport-Security");
  static final Shape<Site.Tls> TLS = TLS_KEYS.shape(VhostReader::tls);

  private static final Keys UPSTREAM_KEYS = new Keys();
  static final Key<Name> CONTAINER =
      UPSTREAM_KEYS.needed("container", Formats.NAME, "a container of the server");
  private static final Key<Integer> PORT =
      UPSTREAM_KEYS.needed("port", Formats.PORT, "the port it listens on");
  private static final Key<Boolean> WEBSOCKET =
      UPSTREAM_KEYS.or("websocket", Shapes.BOOL, false, "pass upgrades on; = false");
  static final Shape<Site.Upstream> UPSTREAM =
      UPSTREAM_KEYS.shape(v -> new Site.Upstream(v.get(CONTAINER), v.get(PORT), v.get(WEBSOCKET)));

  private VhostReader() {}

  private static Optional<String> canonicalFirst(List<Site.Domain> domains) {
    if (domains.isEmpty()) {
      return Optional.of("a site needs at least one domain");
    }
    if (domains.get(0).redirect()) {
      return Optional.of("the first domain is the canonical one and cannot redirect to itself");
    }
    var seen = new HashSet<String>();
    return domains.stream()
        .map(Site.Domain::name)
        .filter(name -> !seen.add(name))
        .findFirst()
        .map(name -> name + " stands here twice");
  }

  private static int redirecting(int status) {
    if (status > 303 && status < 307) {
      throw new IllegalArgumentException(status + " is not one of 301, 302, 303, 307, 308");
    }
    return status;
  }

  private static Site.Redirect redirect(Values v) {
    if (v.get(FROM).isPresent() == v.get(PATH).isPresent()) {
      v.fail("a redirect has either from (a domain) or path");
    }
    return new Site.Redirect(v.get(FROM), v.get(PATH), v.get(TO), v.get(STATUS), v.get(KEEP_PATH));
  }

  private static Site.Tls tls(Values v) {
    var files = v.get(MODE).equals("files");
    if (files != v.get(CERTIFICATE).isPresent() || files != v.get(PRIVATE_KEY).isPresent()) {
      v.fail(MODE, "certificate and key go with mode files, and mode files needs both");
    }
    return new Site.Tls(v.get(MODE), certificate(v), v.get(FORCE), v.get(HSTS));
  }

  private static Optional<Certificate> certificate(Values v) {
    try {
      return v.get(CERTIFICATE).flatMap(c -> v.get(PRIVATE_KEY).map(k -> Certificate.of(c, k)));
    } catch (IllegalArgumentException e) {
      v.fail(CERTIFICATE, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
