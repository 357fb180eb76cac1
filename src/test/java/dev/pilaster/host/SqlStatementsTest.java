package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseOrder.AlterAccount;
import dev.pilaster.model.DatabaseOrder.AlterSchema;
import dev.pilaster.model.DatabaseOrder.CreateAccount;
import dev.pilaster.model.DatabaseOrder.CreateSchema;
import dev.pilaster.model.DatabaseOrder.DropAccount;
import dev.pilaster.model.DatabaseOrder.DropSchema;
import dev.pilaster.model.DatabaseOrder.Forget;
import dev.pilaster.model.DatabaseOrder.Grant;
import dev.pilaster.model.DatabaseOrder.Import;
import dev.pilaster.model.DatabaseOrder.Keep;
import dev.pilaster.model.DatabaseOrder.Revoke;
import dev.pilaster.model.Grants;
import dev.pilaster.model.Name;
import dev.pilaster.model.NativePassword;
import dev.pilaster.model.Secret;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What root says, to the letter: a name must not end what it stands in. */
final class SqlStatementsTest {
  private static final List<Secret> TWO = List.of(hash("secret"), hash("it's"));

  private static Secret hash(String password) {
    return NativePassword.hash(Secret.of(password));
  }

  private static List<String> lines(DatabaseOrder order) {
    var text = Statements.of(order);
    assertThat(text).startsWith("SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';\n");
    return text.lines().map(String::strip).toList();
  }

  private static SortedSet<String> set(String... privileges) {
    return new TreeSet<>(List.of(privileges));
  }

  @Test
  void aHashIsTheServersOwn() {
    // SELECT PASSWORD('secret') of MariaDB 10.11
    assertThat(hash("secret").reveal()).isEqualTo("*14E65567ABDB5135D0CFD9A70B3032C179A49EE7");
  }

  @Test
  void aNewSchemaIsNotedUnlessItWasThere() {
    assertThat(lines(new CreateSchema("a`b'c", "utf8mb4", "utf8mb4_bin")))
        .contains(
            "SELECT 'schema', 'a`b''c' FROM DUAL WHERE NOT EXISTS",
            "(SELECT 1 FROM information_schema.schemata WHERE schema_name = 'a`b''c');",
            "CREATE DATABASE IF NOT EXISTS `a``b'c` CHARACTER SET `utf8mb4` COLLATE"
                + " `utf8mb4_bin`;");
  }

  @Test
  void aNewAccountIsNotedUnlessItWasThere() {
    assertThat(lines(new CreateAccount("o'brien", TWO)))
        .contains(
            "SELECT 'account', 'o''brien' FROM DUAL WHERE NOT EXISTS",
            "(SELECT 1 FROM mysql.global_priv WHERE user = 'o''brien' AND host = '%');",
            "CREATE USER IF NOT EXISTS 'o''brien'@'%' IDENTIFIED VIA mysql_native_password USING '"
                + TWO.get(0).reveal()
                + "' OR mysql_native_password USING '"
                + TWO.get(1).reveal()
                + "';");
  }

  @Test
  void anAccountsPasswordIsSentAsAHash() {
    var statements = Statements.of(new AlterAccount("acme", List.of(hash("secret"))));
    assertThat(statements)
        .endsWith(
            "ALTER USER 'acme'@'%' IDENTIFIED VIA mysql_native_password USING"
                + " '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7' ACCOUNT UNLOCK;\n");
  }

  @Test
  void aGrantIsForOneSchemaAlone() {
    assertThat(Grants.on("my_shop")).isEqualTo("`my\\_shop`.*");
    assertThat(Grants.on("50%_`off\\")).isEqualTo("`50\\%\\_``off\\\\`.*");
    assertThat(Statements.of(new Grant("acme", Grants.on("a_b"), set("SELECT", "INSERT"))))
        .endsWith("GRANT INSERT, SELECT ON `a\\_b`.* TO 'acme'@'%';\n");
    assertThat(Statements.of(new Revoke("acme", "*.*", set("FILE"))))
        .endsWith("REVOKE FILE ON *.* FROM 'acme'@'%';\n");
  }

  @Test
  void defaultsOfASchema() {
    assertThat(Statements.of(new AlterSchema("acme", "latin1", "latin1_bin")))
        .endsWith("ALTER DATABASE `acme` CHARACTER SET `latin1` COLLATE `latin1_bin`;\n");
  }

  @Test
  void whatIsPurgedIsForgotten() {
    assertThat(lines(new DropSchema("acme")))
        .endsWith(
            "DROP DATABASE IF EXISTS `acme`;",
            "DELETE FROM `pilaster`.`made` WHERE kind = 'schema' AND name = 'acme';");
    assertThat(lines(new DropAccount("acme")))
        .endsWith(
            "DROP USER IF EXISTS 'acme'@'%';",
            "DELETE FROM `pilaster`.`made` WHERE kind = 'account' AND name = 'acme';");
  }

  @Test
  void whatIsKeptForASiteIsNotedByItsName() {
    assertThat(Statements.of(new Keep(new Name("acme"), "schema", "my_shop")))
        .endsWith(
            "SELECT 'site schema', 'acme my_shop' FROM `pilaster`.`made` WHERE kind = 'schema' AND"
                + " name = 'my_shop';\n");
    assertThat(lines(new Forget(new Name("acme"))))
        .endsWith(
            "DELETE FROM `pilaster`.`made` WHERE kind IN ('site schema', 'site account') AND name"
                + " LIKE 'acme %';",
            "DELETE FROM `pilaster`.`made` WHERE kind = 'import' AND name LIKE 'acme.%';");
  }

  @Test
  void noTextShowsAPassword() {
    var schema = new CreateSchema("acme", "utf8mb4", "utf8mb4_bin");
    var password = Secret.of("secret");
    var all =
        List.of(
            new CreateAccount("acme", TWO),
            new AlterAccount("acme", TWO),
            new Import(new Name("a"), "a.b", schema, "acme", password, "/a.sql", Optional.empty()));
    assertThat(all.toString() + all.stream().map(DatabaseOrder::text).toList())
        .doesNotContain("secret", TWO.get(0).reveal());
  }

  @Test
  void anImportIsMoreThanStatements() {
    var schema = new CreateSchema("acme", "utf8mb4", "utf8mb4_bin");
    var password = Secret.of("secret");
    var wanted =
        new Import(new Name("a"), "a.b", schema, "acme", password, "/a.sql", Optional.empty());
    assertThatThrownBy(() -> Statements.of(wanted)).hasMessageContaining("import into schema acme");
  }
}
