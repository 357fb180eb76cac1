package dev.pilaster.host;

import dev.pilaster.model.Check;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Probe;

/** Probes that run a program inside the container. */
record ExecProbes(Sql sql, Commands commands) {
  Evidence ask(Check check) {
    if (check.probe() instanceof Probe.Sql probe) {
      return sql.serves(check.container(), probe.password());
    }
    if (check.probe() instanceof Probe.Exec probe) {
      return commands.probe(check.container(), probe.command());
    }
    return Evidence.of(false, "no way to ask by " + check.probe());
  }
}
