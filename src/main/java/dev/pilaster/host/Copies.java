package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A data directory and what we put beside it: {@code <dir>.pilaster-<service>-g<N>} is a complete
 * snapshot, with {@code .part} behind it one that is being made, with {@code .failed} (and a number
 * where that is taken) what a restore set aside.
 */
record Copies(Path dir, Name service, int generation) {
  Path snapshot() {
    return dir.resolveSibling(prefix() + generation);
  }

  Path part() {
    return dir.resolveSibling(prefix() + generation + ".part");
  }

  /** A file by which it is tried whether blocks can be shared. */
  Path trial() {
    return dir.resolveSibling(prefix() + generation + ".trial");
  }

  /** A name for what is set aside, that nothing has yet. */
  Path aside() {
    var name = prefix() + generation + ".failed";
    var free = dir.resolveSibling(name);
    for (var n = 2; Files.exists(free, NOFOLLOW_LINKS); n++) {
      free = dir.resolveSibling(name + "-" + n);
    }
    return free;
  }

  private String prefix() {
    return dir.getFileName() + ".pilaster-" + service + "-g";
  }

  /** All of this service's, by any generation; only what has our mark as well is ours. */
  List<Path> all() throws IOException {
    var ours = Pattern.compile(Pattern.quote(prefix()) + "\\d{1,9}(\\.part|\\.failed(-\\d+)?)?");
    var found = new ArrayList<Path>();
    try (var siblings = Files.newDirectoryStream(OwnFiles.parent(dir))) {
      for (var sibling : siblings) {
        if (ours.matcher(sibling.getFileName().toString()).matches()
            && Files.isDirectory(sibling, NOFOLLOW_LINKS)
            && DataMarks.isMarked(sibling)) {
          found.add(sibling);
        }
      }
    }
    return found;
  }
}
