package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;

/** The drop-in that makes a running systemd-resolved ask dnsmasq. */
final class Resolved {
  static final Path DIRECTORY = Path.of("/etc/systemd/resolved.conf.d");
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Path directory;
  private final Program program;
  private final BooleanSupplier shows;

  /**
   * How to deal with it.
   *
   * @param directory its own drop-ins lie there, and those of others
   * @param shows whether it answers what dnsmasq answers
   */
  Resolved(Path directory, Program program, BooleanSupplier shows) {
    this.directory = directory;
    this.program = program;
    this.shows = shows;
  }

  /**
   * Swaps, restarts, and asks; without a file, takes ours out.
   *
   * @throws HostException of kind TRANSIENT when it does not ask dnsmasq then, with the former
   *     bytes back
   */
  void install(SortedMap<String, Fileset.Text> files) throws IOException {
    var swap = new Swap(directory, files, "");
    if (!swap.changes() && (files.isEmpty() || shows.getAsBoolean())) {
      return;
    }
    swap.perform();
    try {
      restart(!files.isEmpty());
    } catch (HostException e) {
      swap.undo();
      Command.run(TIMEOUT, program.reload());
      throw e;
    }
  }

  private void restart(boolean ours) {
    Command.must(TIMEOUT, program.reload());
    if (ours && !Poll.until(program.within(), shows)) {
      throw new HostException(
          HostException.Kind.TRANSIENT,
          "systemd-resolved at %s does not answer as dnsmasq does after %d s; its former settings are back"
              .formatted(program.address(), program.within().toSeconds()));
    }
  }

  /** Whether it answers what dnsmasq answers. */
  boolean shows() {
    return shows.getAsBoolean();
  }

  /** Whether a drop-in of ours lies there. */
  boolean isManaged() throws IOException {
    return OwnFiles.read(directory).values().stream().anyMatch(f -> Fileset.ours(f.text()));
  }

  /** Takes ours out where systemd-resolved is not in charge any more. */
  void remove() throws IOException {
    for (var file : OwnFiles.read(directory).entrySet()) {
      if (Fileset.ours(file.getValue().text())) {
        Files.delete(Path.of(file.getKey()));
      }
    }
  }
}
