package dev.pilaster.pillar;

import dev.pilaster.model.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code nginx.locations.<path>}: a path, and what is below it, that is not like the rest. */
final class LocationReader {
  private static final Keys KEYS = new Keys();
  private static final Key<Optional<String>> EXPIRES =
      KEYS.maybe("expires", NginxReader.AGE, "how long browsers keep what is there");
  private static final Key<Optional<String>> BODY =
      KEYS.maybe("client_max_body_size", NginxReader.SIZE, "how much may be sent there");
  private static final Key<Optional<Duration>> TIMEOUT =
      KEYS.maybe("read_timeout", Units.DURATION, "how long a script may be silent there");
  private static final Key<Boolean> OPEN =
      KEYS.or(
          "auth_basic", Shapes.word(Map.of("off", true)), false, "off: no password is asked for");
  private static final Key<List<String>> ALLOW =
      KEYS.list("allow", Formats.NETWORK, "only visitors from these addresses and networks");

  static final Shape<Site.Location> SHAPE =
      KEYS.shape(
          v ->
              new Site.Location(
                  v.get(EXPIRES), v.get(BODY), v.get(TIMEOUT), v.get(OPEN), v.get(ALLOW)));

  private LocationReader() {}

  /** The key: a path of the site, but not all of it. */
  static String path(String text) {
    if (!text.matches("/[^\\s\"'\\\\${};]+")) {
      throw new IllegalArgumentException(
          Shapes.quoted(text) + " is not a path below /: write it like /downloads");
    }
    return text.replaceAll("/+$", "");
  }
}
