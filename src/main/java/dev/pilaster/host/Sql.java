package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.host.Execs.Output;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Exec;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Secret;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * MariaDB's own programs inside the server's container, as root over its socket (decision 0008).
 * The password is the first line of a program's input: it is in no argument, in no environment that
 * the engine keeps, and in no file.
 */
record Sql(Execs execs) {
  private static final Duration ASK = Duration.ofSeconds(3);
  private static final Duration QUERY = Duration.ofSeconds(30);

  /** Arguments: the program's name, its name in former days, and its own arguments. */
  private static final String LOGIN =
      """
      IFS= read -r line
      case $line in =*) MYSQL_PWD=${line#=} && export MYSQL_PWD ;; esac
      program=$1
      command -v "$program" >/dev/null 2>&1 || program=$2
      shift 2
      exec "$program" --user=root --host=localhost --protocol=socket --default-character-set=utf8mb4 "$@"
      """;

  /** A server that is being set up has no port yet, and may take any password. */
  private static final String SERVES = "SELECT IF(@@skip_networking, 'being set up', 1)";

  /** A program with two names, as whom to log in, and its arguments. */
  record Program(
      String container, Optional<Secret> password, List<String> names, List<String> arguments) {
    Program {
      names = List.copyOf(names);
      arguments = List.copyOf(arguments);
      if (password.filter(p -> p.reveal().matches("(?s).*[\n\0].*")).isPresent()) {
        throw new HostException(Kind.INVALID, "root's password has a line break");
      }
    }

    static Program client(String container, Optional<Secret> password, List<String> arguments) {
      return new Program(container, password, List.of("mariadb", "mysql"), arguments);
    }

    static Program dump(String container, Optional<Secret> password, List<String> arguments) {
      return new Program(container, password, List.of("mariadb-dump", "mysqldump"), arguments);
    }

    private Exec exec(Duration timeout) {
      var command = new ArrayList<>(List.of("sh", "-c", LOGIN, "sh"));
      command.addAll(names);
      command.addAll(arguments);
      return new Exec(
          container, command, Optional.empty(), Optional.empty(), new TreeMap<>(), timeout);
    }

    private String firstLine() {
      return password.map(p -> "=" + p.reveal()).orElse("") + "\n";
    }
  }

  /** Runs it; {@code feed} is what it reads behind the password. */
  Output run(Program program, Feed feed, OutputStream stdout, Duration timeout) {
    Feed all =
        input -> {
          input.write(program.firstLine().getBytes(UTF_8));
          feed.write(input);
        };
    return execs.run(program.exec(timeout), all, stdout);
  }

  /**
   * The one row that a statement answers, its columns parted by tabs.
   *
   * @throws HostException of kind TRANSIENT with what the client said
   */
  String ask(String container, Optional<Secret> password, String statement) {
    var rows = new Tail(64 * 1024);
    var output = run(client(container, password, statement), Feed.NOTHING, rows, QUERY);
    if (!output.good()) {
      throw new HostException(Kind.TRANSIENT, "ask " + container + ": " + said(output));
    }
    return rows.text().strip();
  }

  /** Whether root can log in and the server answers a query, and answers others as well. */
  Evidence serves(String container, Optional<Secret> password) {
    var rows = new Tail(1024);
    var output = run(client(container, password, SERVES), Feed.NOTHING, rows, ASK);
    return output.good()
        ? Evidence.of(rows.text().strip().equals("1"), "SELECT 1 answered " + rows.text().strip())
        : Evidence.of(false, said(output));
  }

  private static Program client(String container, Optional<Secret> password, String statement) {
    var arguments = List.of("--batch", "--skip-column-names", "--execute=" + statement);
    return Program.client(container, password, arguments);
  }

  static String said(Output output) {
    return (output.code() >= 0 ? "exit code " + output.code() + ": " : "") + output.text().strip();
  }

  /** A text as SQL has it. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
