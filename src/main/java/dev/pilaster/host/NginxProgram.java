package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Puts vhosts before a running nginx, or leaves everything as it was. */
final class NginxProgram {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Pattern LOG =
      Pattern.compile("^\\s*(?:access|error)_log\\s+\"?(/[^\\s;\"]+)", Pattern.MULTILINE);

  /** The paths alone: all of the files is much. */
  private static final String READ =
      "\"$@\" 2>/dev/null | sed -n 's/^# configuration file \\(.*\\):$/\\1/p'";

  private final Path directory;
  private final Path work;
  private final String group;
  private final Program program;
  private final DefaultSite defaultSite;

  NginxProgram(Path directory, Path work, String group, Program program, DefaultSite defaultSite) {
    this.directory = directory;
    this.work = work;
    this.group = group;
    this.program = program;
    this.defaultSite = defaultSite;
  }

  /**
   * Checks the whole tree, swaps, reloads, and asks the running nginx whether it took.
   *
   * @throws HostException of kind INVALID with the culprits, before a byte has changed; of kind
   *     TRANSIENT when the reload did not take, with the former bytes back
   */
  void install(Fileset files) throws IOException {
    var swap = new Swap(directory, files.files(), group);
    var inTheWay = takesDefault(files) && defaultSite.untouched();
    if (!swap.changes() && !inTheWay && serves(files.digest())) {
      return;
    }
    makeLogDirectories(files);
    check(files, swap, inTheWay);
    swap.perform();
    var target = inTheWay ? Optional.of(defaultSite.giveWay()) : Optional.<Path>empty();
    try {
      reload(files.digest());
    } catch (HostException e) {
      swap.undo();
      if (target.isPresent()) {
        defaultSite.restore(target.get());
      }
      Command.run(TIMEOUT, program.reload());
      throw e;
    }
  }

  /** The digest that the running nginx shows; empty when it does not answer as ours. */
  Optional<String> served() {
    try {
      var answer =
          HttpAnswer.get(
              Connection.address(program.address()), "pilaster.invalid", "/digest", ANSWER);
      return answer.status() == 200 ? Optional.of(answer.body().strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean serves(String digest) {
    return served().filter(digest::equals).isPresent();
  }

  private static boolean takesDefault(Fileset files) {
    return files.files().values().stream().anyMatch(t -> t.text().contains(" default_server;"));
  }

  /** nginx refuses a log in a directory that is not there. */
  private static void makeLogDirectories(Fileset files) throws IOException {
    for (var file : files.files().values()) {
      var log = LOG.matcher(file.text());
      while (log.find()) {
        Files.createDirectories(OwnFiles.parent(Path.of(log.group(1))));
      }
    }
  }

  private void check(Fileset files, Swap swap, boolean inTheWay) throws IOException {
    var hidden = inTheWay ? Optional.of(defaultSite.file()) : Optional.<Path>empty();
    var candidate = new Candidate(work, directory, hidden, program.check());
    var said = candidate.said(swap.after(files.files()));
    if (said.good()) {
      checkNames(said.output(), swap, hidden);
      return;
    }
    var culprits = new Culprits(some -> candidate.fault(swap.after(some))).of(files.files());
    var text = culprits.isEmpty() ? Candidate.essence(said) : String.join("; ", culprits.values());
    throw new HostException(HostException.Kind.INVALID, "nginx refuses: " + text, culprits);
  }

  private void checkNames(String said, Swap swap, Optional<Path> hidden) throws IOException {
    var culprits = new Clashes(directory).of(said, swap.changed(), () -> read(hidden));
    if (!culprits.isEmpty()) {
      var text = "nginx would ignore one of two: " + String.join("; ", culprits.values());
      throw new HostException(HostException.Kind.INVALID, text, culprits);
    }
  }

  /** The files that nginx reads besides the candidate's. */
  private List<Path> read(Optional<Path> hidden) {
    var argv = new ArrayList<>(List.of("sh", "-c", READ, "sh"));
    program.check().forEach(word -> argv.add(word.equals("-t") ? "-T" : word));
    var list = new Candidate(work, directory, hidden, argv).said(new TreeMap<>()).output();
    return list.lines().map(Path::of).filter(file -> !hidden.equals(Optional.of(file))).toList();
  }

  private void reload(String digest) {
    Command.must(TIMEOUT, program.reload());
    var settled = new Settled(() -> serves(digest));
    if (!Poll.until(program.within(), settled::ask)) {
      throw new HostException(
          HostException.Kind.TRANSIENT,
          "nginx at %s does not show the new configuration %s after %d s; it shows %s"
              .formatted(
                  program.address(),
                  digest,
                  program.within().toSeconds(),
                  served()
                      .orElse(
                          "nothing of ours (does nginx.conf include %s/*.conf?)"
                              .formatted(directory))));
    }
  }

  /**
   * So for a while without a break: workers with the old configuration take requests for another
   * 100 ms after the first with the new one (nginx, ngx_process_cycle.c).
   */
  private static final class Settled {
    private static final long NANOS = 200_000_000;

    private final BooleanSupplier so;
    private long since = System.nanoTime();

    Settled(BooleanSupplier so) {
      this.so = so;
    }

    boolean ask() {
      if (!so.getAsBoolean()) {
        since = System.nanoTime();
      }
      return System.nanoTime() - since >= NANOS;
    }
  }
}
