package dev.pilaster.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command inside a container that does not end, as the host sees it. The engine has no call that
 * ends one; its process is one of the host's, and so are those that it started.
 *
 * @param pid on the host, as the engine says
 * @param container the engine's id of the container
 */
record Straggler(long pid, String container) {
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** Asks it to end, and after the grace ends it. */
  void end() {
    if (!isInside()) {
      return;
    }
    var all = family();
    all.forEach(ProcessHandle::destroy);
    if (!Poll.until(GRACE, () -> all.stream().noneMatch(ProcessHandle::isAlive))) {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** A number may be another program's by now: what is not in the container is left alone. */
  private boolean isInside() {
    try {
      return pid > 0 && Files.readString(Path.of("/proc/" + pid + "/cgroup")).contains(container);
    } catch (IOException e) {
      return false;
    }
  }

  /** Its children first, so that none is given to another parent in between. */
  private List<ProcessHandle> family() {
    return ProcessHandle.of(pid).stream()
        .flatMap(p -> Stream.concat(p.descendants(), Stream.of(p)))
        .toList();
  }
}
