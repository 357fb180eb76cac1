package dev.pilaster.pillar;

import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** {@code settings} and {@code php}: what the application itself reads. */
final class SettingsReader {
  /** A value of php.ini: a text of one line; true is 1 and false is 0. */
  static final Shape<String> DIRECTIVE =
      Shapes.scalar(Map.of("type", List.of("string", "number", "boolean")), SettingsReader::value);

  private static final Shape<List<String>> AUTO_OR_HOSTS =
      Shapes.either(Shapes.word(Map.of("auto", List.<String>of())), Shapes.list(Formats.LINE));

  private static final Keys KEYS = new Keys();
  static final Key<Optional<Secret>> HASH_SALT =
      KEYS.maybe("hash_salt", Shapes.SECRET, "required for drupal*");
  private static final Key<List<String>> TRUSTED_HOSTS =
      KEYS.or("trusted_hosts", AUTO_OR_HOSTS, List.of(), "patterns, or auto: the domains; = auto");
  private static final Key<String> CONFIG_SYNC =
      KEYS.or(
          "config_sync_directory",
          Shapes.text("(\\.\\./)*[A-Za-z0-9._/-]+", "a path relative to the docroot"),
          "../config/sync",
          "relative to the docroot; = ../config/sync");
  private static final Key<String> REVERSE_PROXY =
      KEYS.or(
          "reverse_proxy",
          Shapes.word("auto", "on", "off"),
          "auto",
          "auto: when the server trusts proxies; on or off; = auto");
  private static final Key<SortedMap<String, Object>> VALUES =
      KEYS.map("values", FreeKeys::key, new AnyValue(), "typed, into $settings, $conf, define()");
  private static final Key<SortedMap<String, Object>> OVERRIDES =
      KEYS.map("config_overrides", FreeKeys::key, new AnyValue(), "typed, into $config");
  private static final Key<List<String>> INCLUDE =
      KEYS.list("include", Formats.RELATIVE, "the site's own files, required last");

  static final Shape<Site.Settings> SHAPE = KEYS.shape(SettingsReader::read);

  private SettingsReader() {}

  private static Site.Settings read(Values v) {
    return new Site.Settings(
        v.get(HASH_SALT),
        v.get(TRUSTED_HOSTS),
        v.get(TRUSTED_HOSTS).isEmpty(),
        v.get(CONFIG_SYNC),
        v.get(REVERSE_PROXY),
        v.get(VALUES),
        v.get(OVERRIDES),
        v.get(INCLUDE));
  }

  private static Optional<String> value(Node.Scalar scalar, Context in) {
    if (scalar.type() == ScalarType.BOOL) {
      return Optional.of(Boolean.parseBoolean(scalar.text()) ? "1" : "0");
    }
    return Formats.LINE.read(scalar, in);
  }
}
