package dev.pilaster.cli;

import dev.pilaster.agent.Binding;
import dev.pilaster.host.Finding;
import dev.pilaster.host.Finding.Level;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What the doctor says about the machine that the agent's state belongs to. */
final class MachineFinding {
  private static final String CHECK = "machine";

  private MachineFinding() {}

  static Finding of(Path state) {
    try {
      return of(Binding.of(state).look());
    } catch (UncheckedIOException e) {
      return new Finding(
          CHECK, Level.WARN, "cannot be looked at: " + e.getMessage(), "run it as root");
    }
  }

  static Finding of(Binding.Machine machine) {
    if (machine.id().isEmpty()) {
      return new Finding(
          CHECK,
          Level.WARN,
          "/etc/machine-id holds no id: a clone of this machine would not be noticed",
          "systemd-machine-id-setup");
    }
    if (machine.foreign()) {
      return new Finding(
          CHECK,
          Level.BAD,
          "the agent's state belongs to another machine: it only watches here",
          "pilaster bind, when no agent runs there under this name");
    }
    var says = machine.bound().isPresent() ? "bound to " : "will be bound to ";
    return new Finding(CHECK, Level.GOOD, says + machine.id().get(), "");
  }
}
