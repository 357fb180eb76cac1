package dev.pilaster.host;

import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.host.Sql.Program;
import dev.pilaster.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A real MariaDB in a container of a real engine, as the example's image sets it up. */
final class MariaBed implements AutoCloseable {
  static final String IMAGE = "pilaster-test/mariadb:10.11-1";
  static final String CONTAINER = "web-g1";

  /** Everything that a shell, an option file or SQL could stumble over. */
  static final Optional<Secret> PASSWORD = Optional.of(Secret.of("it's $5 \\ \"#\" `%`\t;ü"));

  static final Duration LONG = Duration.ofMinutes(2);

  final EngineBed bed;
  final Sql sql;

  /** {@code dir}: where config files are kept. */
  MariaBed(Path dir) {
    bed = new EngineBed(dir);
    sql = new Sql(bed.engine.execs());
  }

  Draft draft() {
    var draft = bed.draft();
    draft.image = IMAGE;
    draft.command = null;
    draft.stopSignal = null;
    draft.tmpfs.put("/run", "");
    draft.tmpfs.put("/tmp", "");
    draft.readOnly = true;
    draft.stopSeconds = 60;
    return draft;
  }

  /** Starts one whose data goes with it, and waits until it serves. */
  void start(Optional<Secret> password) {
    var draft = draft();
    draft.tmpfs.put("/var/lib/mysql", "");
    password.ifPresent(p -> draft.envSecret.put("MARIADB_ROOT_PASSWORD", p));
    bed.engine.create(draft.spec());
    bed.engine.start(CONTAINER);
    if (!Poll.until(LONG, () -> sql.serves(CONTAINER, password).good())) {
      throw new AssertionError(
          sql.serves(CONTAINER, password) + "\n" + bed.engine.logs(CONTAINER, 50));
    }
  }

  /** What root's statements answer. */
  String query(String statements) {
    var rows = new Tail(1 << 20);
    var program = Program.client(CONTAINER, PASSWORD, List.of("--batch", "--skip-column-names"));
    Feed feed = input -> input.write(statements.getBytes(StandardCharsets.UTF_8));
    var output = sql.run(program, feed, rows, LONG);
    if (!output.good()) {
      throw new AssertionError(statements + ": " + output);
    }
    return rows.text().strip();
  }

  @Override
  public void close() throws IOException {
    bed.close();
  }
}
