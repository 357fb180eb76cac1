package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.host.Execs.Output;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Exec;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Secret;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * MariaDB's own programs inside the server's container, as root over its socket (decision 0008).
 * The password is the first line of a program's input: it is in no argument, in no environment that
 * the engine keeps, and in no file.
 */
record Sql(Execs execs) {
  private static final Duration ASK = Duration.ofSeconds(3);
  private static final Duration QUERY = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final Pattern ERROR = Pattern.compile("ERROR (\\d+) \\(");

  /** The client itself does not take what it reads. */
  private static final Pattern MISREAD = Pattern.compile("ERROR at line \\d+");

  /**
   * Out of disk, too many connections, root is not let in, shutting down, killed, a lock held for
   * too long, read-only (MariaDB, "Error Codes").
   */
  private static final Set<String> PASSING =
      Set.of(
          "1021", "1040", "1045", "1053", "1114", "1205", "1213", "1290", "1317", "1698", "1927");

  /** Arguments: the user, the program's name, its name in former days, and its own arguments. */
  private static final String LOGIN =
      """
      IFS= read -r line
      case $line in =*) MYSQL_PWD=${line#=} && export MYSQL_PWD ;; esac
      user=$1 program=$2
      command -v "$program" >/dev/null 2>&1 || program=$3
      shift 3
      exec "$program" --user="$user" --host=localhost --protocol=socket --default-character-set=utf8mb4 "$@"
      """;

  /** A server that is being set up has no port yet, and may take any password. */
  private static final String SERVES = "SELECT IF(@@skip_networking, 'being set up', 1)";

  private static final List<String> BATCH = List.of("--batch", "--skip-column-names");

  /** A program with two names, as whom to log in, and its arguments. */
  record Program(
      String container,
      String user,
      Optional<Secret> password,
      List<String> names,
      List<String> arguments) {
    Program {
      names = List.copyOf(names);
      arguments = List.copyOf(arguments);
      if (password.filter(p -> p.reveal().matches("(?s).*[\n\0].*")).isPresent()) {
        throw new HostException(Kind.INVALID, user + "'s password has a line break");
      }
    }

    static Program client(String container, Optional<Secret> password, List<String> arguments) {
      return client(container, "root", password, arguments);
    }

    static Program client(
        String container, String user, Optional<Secret> password, List<String> arguments) {
      return new Program(container, user, password, List.of("mariadb", "mysql"), arguments);
    }

    static Program dump(String container, Optional<Secret> password, List<String> arguments) {
      var names = List.of("mariadb-dump", "mysqldump");
      return new Program(container, "root", password, names, arguments);
    }

    private Exec exec(Duration timeout) {
      var command = new ArrayList<>(List.of("sh", "-c", LOGIN, "sh", user));
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

  /**
   * Has root perform statements, one after the other until one fails; answers their rows.
   *
   * @throws HostException of kind INVALID when the server refuses one, TRANSIENT when it cannot be
   *     asked
   */
  String perform(String container, Optional<Secret> password, String statements) {
    return perform(container, password, statements, LONG);
  }

  /** The same in less time, as for a question. */
  String look(String container, Optional<Secret> password, String statements) {
    return perform(container, password, statements, QUERY);
  }

  private String perform(
      String container, Optional<Secret> password, String statements, Duration timeout) {
    var rows = new ByteArrayOutputStream();
    Feed feed = input -> input.write(statements.getBytes(UTF_8));
    var output = run(Program.client(container, password, BATCH), feed, rows, timeout);
    if (!output.good()) {
      throw new HostException(kind(output), "tell " + container + ": " + said(output));
    }
    return rows.toString(UTF_8);
  }

  /** The client's own errors begin with 2; the others that are nobody's fault stand in the list. */
  static Kind kind(Output output) {
    var error = ERROR.matcher(output.text());
    var number = error.find() ? error.group(1) : MISREAD.matcher(output.text()).find() ? "0" : "2";
    return number.startsWith("2") || PASSING.contains(number) ? Kind.TRANSIENT : Kind.INVALID;
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
    var arguments = new ArrayList<>(BATCH);
    arguments.add("--execute=" + statement);
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
