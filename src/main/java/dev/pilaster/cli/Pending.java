package dev.pilaster.cli;

import picocli.CommandLine.Option;

/** {@code --exit-code}, for commands that find something to be done. */
final class Pending {
  @Option(names = "--exit-code", description = "exit with 3 when changes or drift are pending")
  private boolean wanted;

  int code(boolean pending) {
    return wanted && pending ? Exit.PENDING : Exit.DONE;
  }
}
