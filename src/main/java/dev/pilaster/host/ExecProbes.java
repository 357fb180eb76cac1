package dev.pilaster.host;

import dev.pilaster.model.Check;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Probe;
import java.util.List;

/** Probes that run a program inside the container. */
record ExecProbes(Sql sql, Commands commands) {
  Evidence ask(Check check) {
    if (check.probe() instanceof Probe.Sql probe) {
      return sql.serves(check.container(), probe.password());
    }
    if (check.probe() instanceof Probe.Exec probe) {
      return judge(probe.command(), commands.probe(check.container(), probe.command()));
    }
    return Evidence.of(false, "no way to ask by " + check.probe());
  }

  /**
   * {@code redis-cli} ends with 0 when the server refuses the password, or still loads its data
   * (before its option {@code -e}, Redis 7.0): what it prints counts.
   */
  static Evidence judge(List<String> command, Evidence exit) {
    var ping =
        command.get(0).matches("(.*/)?redis-cli")
            && command.get(command.size() - 1).equalsIgnoreCase("ping");
    return exit.good() && ping
        ? Evidence.of(exit.message().matches("(?s)(.*[\\s])?PONG(\\s.*)?"), exit.message())
        : exit;
  }
}
