package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is mounted where, as this process sees it.
 *
 * @param table {@code /proc/self/mountinfo}
 */
record Mounts(Path table) {
  static final Mounts OF_THIS_HOST = new Mounts(Path.of("/proc/self/mountinfo"));

  /**
   * A directory can be renamed when it is neither a link, nor a mount point, nor has one below.
   *
   * @throws HostException of kind INVALID that says what to do
   */
  void mustBeRenamable(Path dir) {
    if (Files.isSymbolicLink(dir)) {
      throw new HostException(
          Kind.INVALID, dir + " is a link and cannot have a snapshot: name the directory itself");
    }
    under(dir)
        .ifPresent(
            point -> {
              var text = "%s is a mount point, so %s cannot have a snapshot: %s";
              throw new HostException(Kind.INVALID, text.formatted(point, dir, advice(dir, point)));
            });
  }

  private static String advice(Path dir, Path point) {
    return point.equals(dir)
        ? "move the data to a directory on it, such as " + dir.resolve("data")
        : "mount it elsewhere, or switch update.snapshot off";
  }

  private Optional<Path> under(Path dir) {
    try (var lines = Files.lines(table, UTF_8)) {
      var real = Files.exists(dir) ? dir.toRealPath() : dir;
      return lines.map(Mounts::point).filter(p -> p.startsWith(real)).findFirst();
    } catch (IOException e) {
      throw OwnFiles.failed("read " + table, e);
    }
  }

  /** The fifth field, in which proc(5) writes blanks and the like as octal numbers. */
  private static Path point(String line) {
    return Path.of(unescape(line.split(" ", 6)[4]));
  }

  private static String unescape(String text) {
    var parts = text.split("\\\\", -1);
    return Arrays.stream(parts)
        .skip(1)
        .map(p -> (char) Integer.parseInt(p.substring(0, 3), 8) + p.substring(3))
        .reduce(parts[0], String::concat);
  }
}
