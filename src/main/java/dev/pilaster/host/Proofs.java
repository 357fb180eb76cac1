package dev.pilaster.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Proofreading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * PHP files read by an image's own PHP, each time in a container that is thrown away: without a
 * network, with nothing to write to, as the files' owner, who may read secrets among them.
 */
record Proofs(Throwaways throwaways) {
  /** Its arguments are files. What cannot be asked is said, and is no fault of the release. */
  private static final String SCRIPT =
      "command -v php >/dev/null || exec echo no php command: not checked; for f; do if test -r"
          + " \"$f\"; then php -d display_errors=stderr -d log_errors=0 -l \"$f\" || exit; else"
          + " echo \"$(id -u) cannot read $f: not checked\"; fi; done";

  private static final String NO_SHELL = "executable file not found";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /**
   * What PHP said.
   *
   * @param dirs with the files; those that are there are seen at their own place
   * @throws HostException of kind INVALID with PHP's own words at the first file that it cannot
   *     read; TRANSIENT when it does not come to an end
   */
  String read(Proofreading wanted, Owner owner, List<Path> dirs) {
    var what = "php -l of " + wanted.reader();
    var ended = ended(what, recipe(wanted, owner, dirs));
    if (ended.exit().isEmpty()) {
      var late = what + ": no end within " + LIMIT.toSeconds() + " s\n" + ended.said();
      throw new HostException(Kind.TRANSIENT, late);
    }
    if (ended.exit().get() != 0) {
      throw new HostException(Kind.INVALID, "settings: " + what + ": " + ended.said());
    }
    return ended.said();
  }

  private Throwaways.Ended ended(String what, ObjectNode recipe) {
    try {
      return throwaways.run(what, recipe, LIMIT);
    } catch (HostException e) {
      if (String.valueOf(e.getMessage()).contains(NO_SHELL)) {
        return new Throwaways.Ended(Optional.of(0), "no shell: not checked");
      }
      throw e;
    }
  }

  ObjectNode recipe(Proofreading wanted, Owner owner, List<Path> dirs) {
    var body = throwaways.recipe(wanted.image(), owner, SCRIPT, wanted.files());
    var host = body.withObject("/HostConfig");
    var mounts = host.putArray("Mounts");
    for (var dir : dirs) {
      if (Files.isDirectory(dir)) {
        mounts
            .addObject()
            .put("Type", "bind")
            .put("Source", dir.toString())
            .put("Target", dir.toString())
            .put("ReadOnly", true);
      }
    }
    host.put("NetworkMode", "none").put("ReadonlyRootfs", true);
    return body;
  }
}
