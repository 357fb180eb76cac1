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
import java.util.SortedMap;

/**
 * Tests files that are not there yet: the program's own check runs in a mount namespace of its own
 * (unshare(1)), where the candidate lies over the live directory and everybody else sees nothing.
 *
 * @param work a directory that is ours alone, and nobody else's to read; emptied before and after
 * @param live the directory that the files are for
 * @param hidden a file that the check shall find empty
 */
record Candidate(Path work, Path live, Optional<Path> hidden, List<String> check) {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Its own exit code for what is not the candidate's fault. */
  private static final int NO_MOUNT = 125;

  /** What nginx puts before its messages, on its standard error and in its log. */
  private static final String PREFIX = "^(?:nginx: |[0-9/]+ [0-9:]+ )\\[\\w+] (?:[0-9]+#[0-9]+: )?";

  private static final String SCRIPT =
      """
      mount --bind "$1" "$2" || exit 125
      test -z "$3" || mount --bind /dev/null "$3" || exit 125
      shift 3
      exec "$@"
      """;

  /** What the check said against these files; empty when they are good. */
  Optional<String> fault(SortedMap<String, Fileset.Text> files) {
    var said = said(files);
    return said.good() ? Optional.empty() : Optional.of(essence(said));
  }

  /** All that the check said. */
  Command.Result said(SortedMap<String, Fileset.Text> files) {
    try {
      Owned.delete(work);
      Files.createDirectories(work);
      Files.setAttribute(work, "unix:mode", 0700);
      Files.createDirectories(live);
      for (var file : files.entrySet()) {
        Files.writeString(
            work.resolve(Path.of(file.getKey()).getFileName()), file.getValue().text());
      }
      var said = run();
      Owned.delete(work);
      return said;
    } catch (IOException e) {
      throw OwnFiles.failed("write a candidate to " + work, e);
    }
  }

  private Command.Result run() {
    var argv = new ArrayList<>(List.of("unshare", "--mount", "--", "sh", "-c", SCRIPT, "sh"));
    argv.add(work.toString());
    argv.add(live.toString());
    argv.add(hidden.map(Path::toString).orElse(""));
    argv.addAll(check);
    var result = Command.run(TIMEOUT, argv);
    if (result.exit() == NO_MOUNT || result.output().startsWith("unshare: ")) {
      throw new HostException(
          HostException.Kind.TRANSIENT,
          "cannot lay a candidate over " + live + ": " + result.output());
    }
    return result;
  }

  /** The lines that name a fault, without what every failure says. */
  static String essence(Command.Result result) {
    var faults = result.output().lines().filter(l -> l.matches(".*\\[(emerg|alert|crit)].*"));
    var text = String.join("\n", faults.map(l -> l.replaceFirst(PREFIX, "")).distinct().toList());
    var all = text.isEmpty() ? result.output() : text;
    return all.isEmpty() ? "exit " + result.exit() : all;
  }
}
