package dev.pilaster.host;

import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.model.DatabaseOrder.Import;
import dev.pilaster.model.DatabaseServer;
import dev.pilaster.model.Dump;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fills schemas from dumps. The server notes that one was begun before the first byte, while the
 * schema is empty, and that it is done after the last: what a schema has in between is half a dump,
 * which is saved, emptied and begun again. The schema's own account reads it in, so that a dump can
 * do nothing elsewhere.
 */
record Imports(Sql sql, Dumps dumps) {
  private static final Duration LONGEST = Duration.ofHours(8);
  static final String BEGUN = "begun";
  private static final String DONE = "done";

  /** No command of the client's own is obeyed, and no file inside the container read. */
  private static final List<String> CAREFUL =
      List.of("--batch", "--binary-mode", "--local-infile=0", "--max-allowed-packet=1G");

  /**
   * Fills it, once.
   *
   * @throws HostException INVALID when the schema has tables that may not go, or the server refuses
   *     what the dump says; TRANSIENT when the dump or the server is away. The schema is what it
   *     was then, or empty.
   */
  void perform(DatabaseServer server, Import wanted) {
    var text = new DumpText(Path.of(wanted.file()));
    text.mustBeWhole();
    var schema = wanted.schema().name();
    var rows = tell(server, Statements.imported(wanted.database(), schema)).split("\n", -1);
    var tables = Integer.parseInt(rows[1]);
    var doneAt = Optional.of(Long.parseLong(rows[2])).filter(at -> rows[0].equals(DONE));
    if (doneAt.filter(at -> counts(wanted, at)).isPresent()) {
      return;
    }
    if (rows[0].equals(BEGUN)) {
      tell(server, Statements.disconnect(schema));
    } else if (tables > 0 && !wanted.replace()) {
      var refusal = "import into %s: it has %d tables already, and only an empty schema is filled";
      throw new HostException(Kind.INVALID, refusal.formatted(schema, tables));
    }
    var saved = Optional.of(saved(server, wanted, rows[0])).filter(d -> tables > 0);
    saved.ifPresent(dumps::make);
    tell(server, Statements.noted(wanted.database(), BEGUN));
    saved.ifPresent(d -> tell(server, Statements.empty(wanted.schema())));
    fill(server, wanted, text, saved.filter(d -> !rows[0].equals(BEGUN)), doneAt);
    tell(server, Statements.noted(wanted.database(), DONE));
  }

  /** Whether one that was done then, in seconds of the epoch, is the one that is wanted. */
  private static boolean counts(Import wanted, long at) {
    return wanted.again().filter(a -> at < a.since().getEpochSecond()).isEmpty();
  }

  private String tell(DatabaseServer server, String statements) {
    return sql.perform(server.container(), server.rootPassword(), statements);
  }

  /** Whoever was wrong about what goes has it still. */
  private static Dump saved(DatabaseServer server, Import wanted, String state) {
    var name = state.equals(BEGUN) ? "half-import" : "before-import";
    var schema = wanted.schema().name();
    return new Dump(wanted.site(), name, server.container(), schema, server.rootPassword());
  }

  /**
   * Reads it in.
   *
   * @param before what it has to be again when this fails; else it was empty
   * @param doneAt what the note has to say again
   */
  private void fill(
      DatabaseServer server,
      Import wanted,
      DumpText text,
      Optional<Dump> before,
      Optional<Long> doneAt) {
    try {
      read(server, wanted, text);
    } catch (HostException e) {
      tell(server, Statements.disconnect(wanted.schema().name()));
      tell(server, Statements.empty(wanted.schema()));
      before.ifPresent(dumps::restore);
      var database = wanted.database();
      var note = doneAt.map(at -> Statements.doneAt(database, at));
      tell(server, note.orElseGet(() -> Statements.unnoted(database)));
      throw e;
    }
  }

  private void read(DatabaseServer server, Import wanted, DumpText text) {
    var schema = wanted.schema().name();
    var arguments = new java.util.ArrayList<>(CAREFUL);
    arguments.add("--database=" + schema);
    var password = Optional.of(wanted.password());
    var client = Sql.Program.client(server.container(), wanted.user(), password, arguments);
    Feed feed = text::copyTo;
    var output = sql.run(client, feed, OutputStream.nullOutputStream(), LONGEST);
    if (!output.good()) {
      var what = "import %s into %s: ".formatted(text.file(), schema);
      throw new HostException(Sql.kind(output), what + Sql.said(output));
    }
  }
}
