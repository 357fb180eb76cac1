package dev.pilaster.host;

import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseServer;
import dev.pilaster.model.DatabaseState;
import dev.pilaster.model.HostException;

/** Database servers of this host: what they are told, and what they have. */
final class Databases {
  private final Sql sql;
  private final Imports imports;
  private final DatabaseLooks looks;

  Databases(Sql sql, Dumps dumps, java.time.Clock clock) {
    this.sql = sql;
    this.imports = new Imports(sql, dumps);
    this.looks = new DatabaseLooks(this::look, clock);
  }

  DatabaseLooks looks() {
    return looks;
  }

  /** What was known of the server is out of date, whether it obeys or not. */
  void tell(DatabaseServer server, DatabaseOrder order) {
    try {
      if (order instanceof DatabaseOrder.Import wanted) {
        imports.perform(server, wanted);
      } else {
        perform(server, order);
      }
    } finally {
      looks.renew(server.service());
    }
  }

  /** What a question answers: rows of columns parted by tabs. */
  String ask(DatabaseServer server, String question) {
    return sql.look(server.container(), server.rootPassword(), question);
  }

  private void perform(DatabaseServer server, DatabaseOrder order) {
    try {
      sql.perform(server.container(), server.rootPassword(), Statements.of(order));
    } catch (HostException e) {
      if (!(order instanceof DatabaseOrder.Revoke) || !isGone(e)) {
        throw e;
      }
    }
  }

  /** Nobody has such a grant: neither on a schema nor on a table. */
  private static boolean isGone(HostException e) {
    return String.valueOf(e.getMessage()).matches("(?s).*ERROR (1141|1147) .*");
  }

  private DatabaseState look(DatabaseLooks.Ask ask) {
    try {
      var question = ask.question();
      var text = SqlQuestion.text(question);
      return SqlQuestion.answer(sql.look(ask.container(), question.rootPassword(), text));
    } catch (HostException | IllegalArgumentException e) {
      return DatabaseState.failed(String.valueOf(e.getMessage()));
    }
  }
}
