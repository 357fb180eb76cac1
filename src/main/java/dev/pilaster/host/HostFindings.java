package dev.pilaster.host;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What files, directories and disks say. */
final class HostFindings {
  private static final int LITTLE = 20;
  private static final int TOO_LITTLE = 10;
  private static final int OTHERS_READ = 044;
  private static final int OTHERS_WRITE = 002;
  private static final int ALL_PASS = 0111;

  private HostFindings() {}

  /**
   * Who is root through the engine.
   *
   * @param group {@code /etc/group}
   */
  static Finding members(String group) {
    var members =
        group
            .lines()
            .filter(l -> l.startsWith("docker:"))
            .map(l -> l.substring(l.lastIndexOf(':') + 1))
            .filter(m -> !m.isBlank())
            .findFirst();
    return members
        .map(
            m ->
                Finding.warn(
                    "docker group",
                    m.replace(",", ", ") + " can become root through the engine's socket",
                    "take them out: gpasswd -d NAME docker"))
        .orElse(Finding.good("docker group", "nobody is in it"));
  }

  /**
   * Who keeps the sites' logs from filling the disk.
   *
   * @param program logrotate's own
   */
  static Finding rotation(Path program) {
    return Files.isExecutable(program)
        ? Finding.good("logrotate", "the sites' logs are kept for fourteen days")
        : Finding.warn(
            "logrotate",
            "is not there: the sites' logs grow until the disk is full",
            "apt-get install logrotate");
  }

  /** Files that only root shall read; those that are missing are no fault. */
  static Finding secrets(List<Path> files) throws IOException {
    var open = new ArrayList<String>();
    for (var file : files) {
      if (Files.isRegularFile(file) && (OwnFiles.mode(file) & OTHERS_READ) != 0) {
        open.add(file.toString());
      }
    }
    return open.isEmpty()
        ? Finding.good("secrets", "keys and tokens are root's alone")
        : Finding.bad(
            "secrets",
            "others can read " + String.join(", ", open),
            "chmod 600, and make new ones: somebody may have read these");
  }

  /** Directories that nginx and dnsmasq pass through, and that nobody else shall write to. */
  static Finding directories(List<Path> directories) throws IOException {
    var faults = new ArrayList<String>();
    for (var directory : directories) {
      fault(directory).ifPresent(faults::add);
    }
    return faults.isEmpty()
        ? Finding.good("directories", "modes are right")
        : Finding.bad(
            "directories", String.join("; ", faults), "chmod 755 (0711 does for the state)");
  }

  private static Optional<String> fault(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    var mode = OwnFiles.mode(directory);
    if ((mode & OTHERS_WRITE) != 0) {
      return Optional.of(directory + " can be written by everybody");
    }
    return (mode & ALL_PASS) == ALL_PASS
        ? Optional.empty()
        : Optional.of("not everybody passes through " + directory);
  }

  /**
   * Data directories whose mark is gone: where a disk is not mounted, nothing is started.
   *
   * @param marks the files that containers of ours have of them
   */
  static Finding data(List<Path> marks) {
    var gone = marks.stream().filter(m -> !Files.isRegularFile(m)).map(OwnFiles::parent).toList();
    var text = gone.stream().map(Path::toString).collect(joining(", "));
    return gone.isEmpty()
        ? Finding.good("data", "every data directory has its mark (" + marks.size() + ")")
        : Finding.bad(
            "data",
            "the mark of " + text + " is gone: nothing is started there",
            "mount its disk (findmnt --fstab), then: pilaster sync");
  }

  /** Percent free. */
  static Finding disk(Path directory, long percent) {
    var says = "%d%% free at %s".formatted(percent, directory);
    var advice = "make room: docker system df, and older releases and logs";
    if (percent < TOO_LITTLE) {
      return Finding.bad("disk", says, advice);
    }
    return percent < LITTLE ? Finding.warn("disk", says, advice) : Finding.good("disk", says);
  }

  /** Percent free where a directory is, or will be. */
  static long free(Path directory) throws IOException {
    var there = directory.toAbsolutePath();
    while (!Files.exists(there)) {
      there = OwnFiles.parent(there);
    }
    var store = Files.getFileStore(there);
    return store.getTotalSpace() == 0 ? 100 : store.getUsableSpace() * 100 / store.getTotalSpace();
  }
}
