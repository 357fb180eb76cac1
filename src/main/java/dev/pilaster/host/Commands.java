package dev.pilaster.host;

import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Exec;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Commands of users inside containers: hooks and probes. */
record Commands(Execs execs) {
  private static final Duration PROBE = Duration.ofSeconds(10);
  private static final int LINES = 200;

  /**
   * The last {@value #LINES} lines that it says. It never runs beside itself.
   *
   * @throws HostException of kind UNHEALTHY with them, when it ends with another code than 0 or not
   *     in time; TRANSIENT when there is no container that runs
   */
  String run(Exec exec) {
    execs.awaitSame(exec);
    var output = execs.run(exec, Feed.NOTHING);
    var lines = output.text().lines().toList();
    var end = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    if (output.good()) {
      return end;
    }
    var what = String.join(" ", exec.command()) + " in " + exec.container() + ": ";
    if (output.code() == Execs.ABSENT) {
      throw new HostException(Kind.TRANSIENT, what + end);
    }
    var how = output.code() == Execs.LATE ? "" : "exit code " + output.code() + "\n";
    throw new HostException(Kind.UNHEALTHY, what + how + end);
  }

  /** Whether it ends with 0. */
  Evidence probe(String container, List<String> command) {
    var exec =
        new Exec(container, command, Optional.empty(), Optional.empty(), new TreeMap<>(), PROBE);
    var output = execs.run(exec, Feed.NOTHING);
    return Evidence.of(output.good(), "exit code " + output.code() + ": " + output.text().strip());
  }
}
