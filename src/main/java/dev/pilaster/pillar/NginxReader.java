package dev.pilaster.pillar;

import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** {@code nginx}: knobs of a site's vhost. */
final class NginxReader {
  private static final Keys AUTH_KEYS = new Keys();
  private static final Key<String> USER =
      AUTH_KEYS.needed("user", Shapes.text("[A-Za-z0-9_.@-]+", "a user's name"), "who may enter");
  private static final Key<Secret> PASSWORD =
      AUTH_KEYS.needed("password", Shapes.SECRET, "with which password");

  /** A path of the site, safe inside a location. */
  private static final Shape<String> URL_PATH =
      Shapes.text("/[^\\s\"'\\\\${};]*", "a path: write it like /private");

  /** Bytes, as nginx writes them. */
  static final Shape<String> SIZE = Units.SIZE.to(String::valueOf);

  static final Shape<String> AGE =
      Shapes.text("\\d{1,6}[smhdwMy]|max|off|epoch", "an age: write it like 14d, or off");

  private static final Keys KEYS = new Keys();
  private static final Key<Optional<String>> BODY =
      KEYS.or(
          "client_max_body_size",
          new AutoOr<>(SIZE),
          Optional.empty(),
          "a size, or auto: upload_max_filesize; = auto");
  private static final Key<String> EXPIRES =
      KEYS.or("static_expires", AGE, "14d", "how long browsers keep static files; = 14d");
  private static final Key<List<String>> PROTECTED =
      KEYS.list("protected_paths", URL_PATH, "answered with 403");
  private static final Key<List<String>> ALLOW_PHP =
      KEYS.list("allow_php", URL_PATH, "more scripts that may run, exact paths");
  private static final Key<SortedMap<String, Site.Location>> LOCATIONS =
      KEYS.map(
          "locations",
          LocationReader::path,
          LocationReader.SHAPE,
          "paths that are not as the rest");
  static final Key<Optional<String>> INCLUDE =
      KEYS.maybe("include", new OwnFile(), "a raw snippet of the pillar's repository");
  private static final Key<Optional<Site.BasicAuth>> BASIC_AUTH =
      KEYS.maybe(
          "basic_auth",
          AUTH_KEYS.shape(v -> new Site.BasicAuth(v.get(USER), v.get(PASSWORD))),
          "a user and a password to ask for");
  private static final Key<Boolean> NOINDEX =
      KEYS.or("noindex", Shapes.BOOL, false, "keep search engines out; = false");

  static final Shape<Site.Nginx> SHAPE = KEYS.shape(NginxReader::read);

  private NginxReader() {}

  private static Site.Nginx read(Values v) {
    return new Site.Nginx(
        v.get(BODY),
        v.get(EXPIRES),
        v.get(PROTECTED),
        v.get(ALLOW_PHP),
        v.get(LOCATIONS),
        v.get(INCLUDE),
        v.get(BASIC_AUTH),
        v.get(NOINDEX));
  }
}
