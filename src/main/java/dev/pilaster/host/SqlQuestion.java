package dev.pilaster.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.DatabaseState;
import dev.pilaster.model.DatabaseState.Account;
import dev.pilaster.model.DatabaseState.Progress;
import dev.pilaster.model.DatabaseState.Question;
import dev.pilaster.model.DatabaseState.Schema;
import dev.pilaster.model.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Everything that is looked at on a server, in one run of its client; and what its rows mean. */
final class SqlQuestion {
  /**
   * Each row begins with its kind. What is for a table, a schema or everything is written as {@code
   * GRANT} writes it.
   */
  private static final String TEXT =
      """
      SELECT 'all', COUNT(*) FROM information_schema.columns WHERE table_schema = 'mysql' AND table_name = 'db'
        AND column_name LIKE '%%priv' AND column_name <> 'Grant_priv';
      SELECT 'schema', schema_name, default_character_set_name, default_collation_name,
        (SELECT COUNT(*) FROM information_schema.tables t WHERE t.table_schema = s.schema_name),
        (SELECT COUNT(*) FROM information_schema.tables t WHERE t.table_schema = s.schema_name
          AND t.table_collation NOT LIKE CONCAT(REPLACE(s.default_character_set_name, '_', '\\_'), '\\_%%') ESCAPE '\\'
          AND t.table_collation <> s.default_character_set_name)
        FROM information_schema.schemata s WHERE schema_name IN (%1$s);
      SELECT 'account', user, host, priv FROM mysql.global_priv WHERE user IN (%2$s);
      SELECT 'grant', u.user, '*.*', p.privilege_type, p.is_grantable
        FROM information_schema.user_privileges p JOIN mysql.global_priv u ON p.grantee = CONCAT("'", u.user, "'@'%%'")
        WHERE u.host = '%%' AND u.user IN (%2$s) AND p.privilege_type <> 'USAGE';
      SELECT 'grant', u.user, CONCAT('`', REPLACE(p.table_schema, '`', '``'), '`.*'), p.privilege_type, p.is_grantable
        FROM information_schema.schema_privileges p JOIN mysql.global_priv u ON p.grantee = CONCAT("'", u.user, "'@'%%'")
        WHERE u.host = '%%' AND u.user IN (%2$s) AND p.privilege_type <> 'USAGE';
      SELECT 'grant', u.user, CONCAT('`', REPLACE(p.table_schema, '`', '``'), '`.`', REPLACE(p.table_name, '`', '``'), '`'),
        p.privilege_type, p.is_grantable
        FROM information_schema.table_privileges p JOIN mysql.global_priv u ON p.grantee = CONCAT("'", u.user, "'@'%%'")
        WHERE u.host = '%%' AND u.user IN (%2$s) AND p.privilege_type <> 'USAGE';
      SET @made = IF(EXISTS(SELECT 1 FROM information_schema.tables WHERE table_schema = 'pilaster' AND table_name = 'made'),
        'SELECT ''made'', kind, name, state FROM pilaster.made', 'DO 0');
      EXECUTE IMMEDIATE @made;
      """;

  private final SortedMap<String, List<String>> schemas = new TreeMap<>();
  private final SortedMap<String, JsonNode> accounts = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> from = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, SortedSet<String>>> grants = new TreeMap<>();
  private final Notes notes = Notes.none();
  private final SortedMap<String, Progress> imports = new TreeMap<>();
  private int privileges;

  private SqlQuestion() {}

  static String text(Question question) {
    return Statements.BEGIN + TEXT.formatted(list(question.schemas()), list(question.users()));
  }

  private static String list(Collection<String> names) {
    return names.stream().map(Statements::literal).collect(Collectors.joining(", "));
  }

  /**
   * What the client's rows say, as {@code --batch} writes them.
   *
   * @throws IllegalArgumentException for rows that are not of {@link #text}
   */
  static DatabaseState answer(String rows) {
    var answer = new SqlQuestion();
    rows.lines().map(SqlQuestion::columns).forEach(answer::row);
    return answer.state();
  }

  static List<String> columns(String row) {
    var columns = new ArrayList<String>();
    for (var column : row.split("\t", -1)) {
      columns.add(plain(column));
    }
    return columns;
  }

  /** The client escapes what would end a column. */
  private static String plain(String column) {
    var text = new StringBuilder();
    for (var i = 0; i < column.length(); i++) {
      var one = column.charAt(i);
      var escapes = one == '\\' && i + 1 < column.length();
      text.append(escapes ? escaped(column.charAt(++i)) : one);
    }
    return text.toString();
  }

  private static char escaped(char letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case '0' -> '\0';
      default -> letter;
    };
  }

  private void row(List<String> row) {
    switch (row.get(0)) {
      case "all" -> privileges = Integer.parseInt(row.get(1));
      case "schema" -> schemas.put(row.get(1), row);
      case "account" -> account(row);
      case "grant" -> grant(row);
      case "made" -> made(row);
      default -> throw new IllegalArgumentException("not a row of ours: " + row.get(0));
    }
  }

  private void account(List<String> row) {
    if (row.get(2).equals("%")) {
      accounts.put(row.get(1), json(row.get(3)));
    } else {
      from.computeIfAbsent(row.get(1), u -> new TreeSet<>()).add(row.get(2));
    }
  }

  private static JsonNode json(String text) {
    try {
      return Api.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an account's row in mysql.global_priv is no JSON");
    }
  }

  private void grant(List<String> row) {
    var mine =
        grants
            .computeIfAbsent(row.get(1), u -> new TreeMap<>())
            .computeIfAbsent(row.get(2), on -> new TreeSet<>());
    mine.add(row.get(3));
    if (row.get(4).equals("YES")) {
      mine.add(dev.pilaster.model.Grants.OPTION);
    }
  }

  private void made(List<String> row) {
    if (row.get(1).equals("import")) {
      imports.put(row.get(2), Progress.valueOf(row.get(3).toUpperCase(Locale.ROOT)));
    } else {
      notes.add(row.get(1), row.get(2));
    }
  }

  private DatabaseState state() {
    var schemasByName = new TreeMap<String, Schema>();
    schemas.forEach((name, row) -> schemasByName.put(name, schema(name, row)));
    var accountsByUser = new TreeMap<String, Account>();
    accounts.forEach((user, json) -> accountsByUser.put(user, account(user, json)));
    return new DatabaseState(
        Optional.empty(), schemasByName, accountsByUser, imports, notes.kept(), privileges);
  }

  private Schema schema(String name, List<String> row) {
    return new Schema(
        longer(row.get(2)),
        longer(row.get(3)),
        Integer.parseInt(row.get(4)),
        Integer.parseInt(row.get(5)),
        notes.made().contains("schema " + name));
  }

  /** MariaDB 10.5 calls it {@code utf8}. */
  private static String longer(String name) {
    return name.replaceFirst("^utf8(_|$)", "utf8mb3$1");
  }

  private Account account(String user, JsonNode json) {
    return new Account(
        passwords(json),
        json.path("account_locked").asBoolean(),
        notes.made().contains("account " + user),
        grants.getOrDefault(user, new TreeMap<>()),
        from.getOrDefault(user, new TreeSet<>()));
  }

  /** Of several ways to log in, one stands beside the list and has an empty place in it. */
  private static List<Secret> passwords(JsonNode json) {
    var passwords = new ArrayList<Secret>();
    passwords.add(password(json));
    json.path("auth_or").forEach(way -> passwords.add(password(way)));
    passwords.removeIf(p -> p.reveal().isEmpty());
    return passwords;
  }

  private static Secret password(JsonNode way) {
    var plugin = way.path("plugin").asText();
    var text = way.path("authentication_string").asText();
    return Secret.of(plugin.equals("mysql_native_password") || text.isEmpty() ? text : plugin);
  }
}
