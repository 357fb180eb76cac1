package dev.pilaster.git;

import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/** Follows symbolic links as the kernel would, and refuses to leave a directory. */
final class Links {
  private static final int MOST_HOPS = 40;

  private final Path root;

  /**
   * @param root an existing directory; what is above it is never looked at
   */
  Links(Path root) {
    this.root = root;
  }

  /**
   * All of them; see {@link #require(Path)}.
   *
   * @throws HostException TRANSIENT when they cannot be read
   */
  void require(List<Path> links) {
    for (var link : links) {
      try {
        require(link);
      } catch (IOException e) {
        throw Sink.failed(link, e);
      }
    }
  }

  /**
   * @param link a symbolic link below the root
   * @throws HostException INVALID when it leads out of the root, also by way of other links, or
   *     where nothing is yet
   */
  void require(Path link) throws IOException {
    var rest = new ArrayDeque<Path>();
    root.relativize(link).forEach(rest::add);
    var at = root;
    var hops = 0;
    while (!rest.isEmpty()) {
      at = step(at, rest.removeFirst(), link);
      if (Files.isSymbolicLink(at)) {
        if (++hops > MOST_HOPS) {
          throw invalid(link, "goes in a circle");
        }
        push(rest, Files.readSymbolicLink(at), link);
        at = at.resolveSibling("");
      }
    }
  }

  private Path step(Path at, Path name, Path link) {
    var text = name.toString();
    if (!text.equals("..")) {
      return text.isEmpty() || text.equals(".") ? at : at.resolve(name);
    }
    if (at.equals(root)) {
      throw invalid(link, "leads out of the release");
    }
    return at.resolveSibling("");
  }

  private void push(ArrayDeque<Path> rest, Path target, Path link) {
    if (target.isAbsolute()) {
      throw invalid(link, "is absolute, which leads out of the release");
    }
    for (var i = target.getNameCount() - 1; i >= 0; i--) {
      rest.addFirst(target.getName(i));
    }
  }

  private HostException invalid(Path link, String what) {
    return new HostException(
        HostException.Kind.INVALID, "symbolic link " + root.relativize(link) + " " + what);
  }
}
