package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import java.util.List;
import java.util.Optional;

/** {@code databases.<key>}: a schema and the account for it. */
final class DatabaseReader {
  private static final Keys IMPORT_KEYS = new Keys();
  private static final Key<String> FROM =
      IMPORT_KEYS.needed("from", Formats.ABSOLUTE, "a file of the host");

  /** {@code {from: /a/file}}: once per site and host, ever. */
  static final Shape<String> IMPORT = IMPORT_KEYS.shape(v -> v.get(FROM));

  private static final Shape<String> WORD =
      Shapes.text("[A-Za-z0-9_]+", "a word of letters, digits and underscores");

  private static final Keys KEYS = new Keys();
  static final Key<Optional<Name>> SERVICE =
      KEYS.maybe("service", Formats.NAME, "a container of the server");
  private static final Key<Optional<String>> HOST =
      KEYS.maybe("host", Formats.DOMAIN, "somebody else's server, with manage: false");
  static final Key<Boolean> MANAGE =
      KEYS.or("manage", Shapes.BOOL, true, "make schema and account; = true");
  static final Key<String> NAME =
      KEYS.needed("name", Shapes.text("[A-Za-z0-9_$-]{1,64}", "a schema's name"), "the schema");
  static final Key<String> USER =
      KEYS.needed("user", Shapes.text("[A-Za-z0-9_$.-]{1,80}", "an account's name"), "the account");
  static final Key<Secret> PASSWORD =
      KEYS.needed("password", Shapes.SECRET, "of the account, like ${secret:site#db_password}");
  static final Key<Optional<Secret>> PREVIOUS =
      KEYS.maybe("password_previous", Shapes.SECRET, "while rotating, both log in");
  static final Key<String> CHARSET = KEYS.or("charset", WORD, "utf8mb4", "= utf8mb4");
  static final Key<String> COLLATION =
      KEYS.or("collation", WORD, "utf8mb4_general_ci", "= utf8mb4_general_ci");
  private static final Key<String> PREFIX =
      KEYS.or("prefix", Shapes.text("[A-Za-z0-9_]*", "a prefix of table names"), "", "= none");
  static final Key<List<String>> PRIVILEGES =
      KEYS.or("privileges", Formats.UPPER_WORDS, List.of("ALL"), "on its own schema; = [ALL]");
  private static final Key<Optional<String>> FIRST_IMPORT =
      KEYS.maybe("import", IMPORT, "a dump, once per site and host, into an empty schema");

  static final Shape<Site.Database> SHAPE = KEYS.shape(DatabaseReader::read);

  private DatabaseReader() {}

  private static Site.Database read(Values v) {
    if (v.get(SERVICE).isPresent() == v.get(HOST).isPresent()) {
      v.fail("a database is either on a service (a container) or on a host");
    }
    if (v.get(HOST).isPresent() && v.get(MANAGE)) {
      v.fail(HOST, "another host's server is not managed from here: add manage: false");
    }
    if (v.get(MANAGE)) {
      DatabaseRules.check(v);
    }
    return new Site.Database(
        v.get(SERVICE),
        v.get(HOST),
        v.get(MANAGE),
        v.get(NAME),
        v.get(USER),
        v.get(PASSWORD),
        v.get(PREVIOUS),
        v.get(CHARSET),
        v.get(COLLATION),
        v.get(PREFIX),
        v.get(PRIVILEGES),
        v.get(FIRST_IMPORT));
  }
}
