package dev.pilaster.host;

import static dev.pilaster.model.Grants.name;

import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseOrder.AlterAccount;
import dev.pilaster.model.DatabaseOrder.AlterSchema;
import dev.pilaster.model.DatabaseOrder.CreateAccount;
import dev.pilaster.model.DatabaseOrder.CreateSchema;
import dev.pilaster.model.DatabaseOrder.DropAccount;
import dev.pilaster.model.DatabaseOrder.DropSchema;
import dev.pilaster.model.DatabaseOrder.Forget;
import dev.pilaster.model.DatabaseOrder.Grant;
import dev.pilaster.model.DatabaseOrder.Keep;
import dev.pilaster.model.DatabaseOrder.Revoke;
import dev.pilaster.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What root says to a MariaDB for each order. What we make is noted in a table of the server's own
 * data, so that the note goes wherever the data goes.
 */
final class Statements {
  /** Backslashes are no escapes of a text, whatever the server's own mode is. */
  static final String BEGIN = "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';\n";

  private static final String NOTES =
      """
      CREATE DATABASE IF NOT EXISTS `pilaster` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
      CREATE TABLE IF NOT EXISTS `pilaster`.`made` (
        kind VARCHAR(16) NOT NULL, name VARCHAR(128) NOT NULL, state VARCHAR(16) NOT NULL DEFAULT 'done',
        at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (kind, name)
      ) ENGINE=InnoDB COMMENT='What Pilaster made on this server, and what it filled';
      """;

  /** A schema that is there before its note is not ours. */
  private static final String SCHEMA =
      """
      INSERT IGNORE INTO `pilaster`.`made` (kind, name)
        SELECT 'schema', %1$s FROM DUAL WHERE NOT EXISTS
          (SELECT 1 FROM information_schema.schemata WHERE schema_name = %1$s);
      CREATE DATABASE IF NOT EXISTS %2$s CHARACTER SET %3$s COLLATE %4$s;
      """;

  private static final String ACCOUNT =
      """
      INSERT IGNORE INTO `pilaster`.`made` (kind, name)
        SELECT 'account', %1$s FROM DUAL WHERE NOT EXISTS
          (SELECT 1 FROM mysql.global_priv WHERE user = %1$s AND host = '%%');
      CREATE USER IF NOT EXISTS %1$s@'%%' IDENTIFIED %2$s;
      """;

  private static final String IMPORTED =
      """
      SELECT COALESCE((SELECT state FROM `pilaster`.`made` WHERE kind = 'import' AND name = %1$s), 'no');
      SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = %2$s;
      SELECT COALESCE((SELECT UNIX_TIMESTAMP(at) FROM `pilaster`.`made` WHERE kind = 'import' AND name = %1$s), 0);
      """;

  /** Of what we made alone. */
  private static final String KEEP =
      """
      INSERT IGNORE INTO `pilaster`.`made` (kind, name)
        SELECT %1$s, %2$s FROM `pilaster`.`made` WHERE kind = %3$s AND name = %4$s;
      """;

  /** Everything that we made here, and for whom: two columns; no row where there are no notes. */
  static final String NOTED =
      BEGIN
          + """
          SET @noted = IF(EXISTS(SELECT 1 FROM information_schema.tables WHERE table_schema = 'pilaster' AND table_name = 'made'),
            'SELECT kind, name FROM pilaster.made', 'DO 0');
          EXECUTE IMMEDIATE @noted;
          """;

  /** A row with the tables and the bytes of a schema, and one with the sessions in it. */
  private static final String SIZE =
      """
      SELECT COUNT(*), COALESCE(SUM(data_length + index_length), 0) FROM information_schema.tables WHERE table_schema = %1$s;
      SELECT COUNT(*) FROM information_schema.processlist WHERE db = %1$s AND id <> CONNECTION_ID();
      """;

  /** A site's name has no character that stands for others in a pattern. */
  private static final String FORGET =
      """
      DELETE FROM `pilaster`.`made` WHERE kind IN ('site schema', 'site account') AND name LIKE '%1$s %%';
      DELETE FROM `pilaster`.`made` WHERE kind = 'import' AND name LIKE '%1$s.%%';
      """;

  private static final Map<Class<?>, Function<DatabaseOrder, String>> TEXTS =
      Map.of(
          CreateSchema.class, o -> create((CreateSchema) o),
          AlterSchema.class, o -> alter((AlterSchema) o),
          CreateAccount.class, o -> create((CreateAccount) o),
          AlterAccount.class, o -> alter((AlterAccount) o),
          Grant.class, o -> grant((Grant) o),
          Revoke.class, o -> revoke((Revoke) o),
          Keep.class, o -> keep((Keep) o),
          Forget.class, o -> forget((Forget) o),
          DropSchema.class, o -> drop((DropSchema) o),
          DropAccount.class, o -> drop((DropAccount) o));

  private Statements() {}

  /** All that an order needs; performing them twice is as good as once. */
  static String of(DatabaseOrder order) {
    var text = TEXTS.get(order.getClass());
    if (text == null) {
      throw new IllegalArgumentException("no statements do this: " + order.text());
    }
    return BEGIN + text.apply(order);
  }

  private static String create(CreateSchema order) {
    var name = order.name();
    return NOTES
        + SCHEMA.formatted(
            literal(name), name(name), name(order.charset()), name(order.collation()));
  }

  private static String alter(AlterSchema order) {
    return "ALTER DATABASE %s CHARACTER SET %s COLLATE %s;\n"
        .formatted(name(order.name()), name(order.charset()), name(order.collation()));
  }

  private static String create(CreateAccount order) {
    return NOTES + ACCOUNT.formatted(literal(order.user()), accepting(order.passwords()));
  }

  private static String alter(AlterAccount order) {
    return "ALTER USER %s@'%%' IDENTIFIED %s ACCOUNT UNLOCK;\n"
        .formatted(literal(order.user()), accepting(order.passwords()));
  }

  private static String accepting(List<Secret> hashes) {
    return hashes.stream()
        .map(h -> "mysql_native_password USING " + literal(h.reveal()))
        .collect(Collectors.joining(" OR ", "VIA ", ""));
  }

  private static String grant(Grant order) {
    return "GRANT %s ON %s TO %s@'%%';\n"
        .formatted(String.join(", ", order.privileges()), order.on(), literal(order.user()));
  }

  private static String revoke(Revoke order) {
    return "REVOKE %s ON %s FROM %s@'%%';\n"
        .formatted(String.join(", ", order.privileges()), order.on(), literal(order.user()));
  }

  /** {@code site schema}, {@code acme shop}: what it is, and whose it is. */
  private static String keep(Keep order) {
    var kind = literal("site " + order.kind());
    var name = literal(order.site() + " " + order.name());
    return NOTES + KEEP.formatted(kind, name, literal(order.kind()), literal(order.name()));
  }

  private static String forget(Forget order) {
    return NOTES + FORGET.formatted(order.site());
  }

  private static String drop(DropSchema order) {
    return NOTES
        + "DROP DATABASE IF EXISTS %s;\n".formatted(name(order.name()))
        + forget("schema", order.name());
  }

  private static String drop(DropAccount order) {
    return NOTES
        + "DROP USER IF EXISTS %s@'%%';\n".formatted(literal(order.user()))
        + forget("account", order.user());
  }

  private static String forget(String kind, String name) {
    return "DELETE FROM `pilaster`.`made` WHERE kind = %s AND name = %s;\n"
        .formatted(literal(kind), literal(name));
  }

  /** Ends every other session in a schema: what a client that was killed has still to say. */
  static String disconnect(String schema) {
    return BEGIN
        + """
        DELIMITER //
        BEGIN NOT ATOMIC
          FOR other IN (SELECT id FROM information_schema.processlist WHERE db = %s AND id <> CONNECTION_ID()) DO
            BEGIN
              DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
              EXECUTE IMMEDIATE CONCAT('KILL ', other.id);
            END;
          END FOR;
        END //
        DELIMITER ;
        """
            .formatted(literal(schema));
  }

  /** Makes a schema empty; what may be done in it stays as it is. */
  static String empty(CreateSchema schema) {
    return BEGIN
        + "DROP DATABASE IF EXISTS %s;\nCREATE DATABASE %1$s CHARACTER SET %s COLLATE %s;\n"
            .formatted(name(schema.name()), name(schema.charset()), name(schema.collation()));
  }

  /** Notes how far an import is; {@code state}: begun or done. */
  static String noted(String database, String state) {
    return BEGIN
        + NOTES
        + "REPLACE INTO `pilaster`.`made` (kind, name, state) VALUES ('import', %s, %s);\n"
            .formatted(literal(database), literal(state));
  }

  /** Notes that the import is the one that was done at {@code at}, in seconds of the epoch. */
  static String doneAt(String database, long at) {
    return BEGIN
        + NOTES
        + "REPLACE INTO `pilaster`.`made` (kind, name, at) VALUES ('import', %s, FROM_UNIXTIME(%d));\n"
            .formatted(literal(database), at);
  }

  static String size(String schema) {
    return BEGIN + SIZE.formatted(literal(schema));
  }

  /** How many sessions an account has. */
  static String sessions(String user) {
    return BEGIN
        + "SELECT COUNT(*) FROM information_schema.processlist WHERE user = %s;\n"
            .formatted(literal(user));
  }

  /** No import was begun. */
  static String unnoted(String database) {
    return BEGIN + NOTES + forget("import", database);
  }

  /**
   * Three rows: how far an import is ({@code no}, begun, done), how many tables a schema has, since
   * when the import is that far, in seconds of the epoch.
   */
  static String imported(String database, String schema) {
    return BEGIN + NOTES + IMPORTED.formatted(literal(database), literal(schema));
  }

  /** As SQL has a text in the mode of {@link #BEGIN}. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
