package dev.pilaster.host;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;

/** A tree that somebody else's program or archive made: nothing of it may lead out of it. */
final class Contained {
  private static final int MOST_HOPS = 40;

  private final Path root;

  private Contained(Path root) {
    this.root = root;
  }

  /**
   * Files, directories, and links that stay below the root: nothing else.
   *
   * @throws HostException of kind INVALID for a link that leads out, also by way of other links or
   *     where nothing is yet, and for devices, pipes and sockets
   */
  static void check(Path root) {
    var inside = new Contained(root);
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
              if (is.isOther()) {
                throw inside.invalid(file, "is neither file, directory nor link");
              }
              if (is.isSymbolicLink()) {
                inside.follow(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw OwnFiles.failed("look through " + root, e);
    }
  }

  /** As the kernel would, part by part. */
  private void follow(Path link) throws IOException {
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
        at = OwnFiles.parent(at);
      }
    }
  }

  private Path step(Path at, Path name, Path link) {
    var text = name.toString();
    if (!text.equals("..")) {
      return text.isEmpty() || text.equals(".") ? at : at.resolve(name);
    }
    if (at.equals(root)) {
      throw invalid(link, "leads out");
    }
    return OwnFiles.parent(at);
  }

  private void push(ArrayDeque<Path> rest, Path target, Path link) {
    if (target.isAbsolute()) {
      throw invalid(link, "is absolute, which leads out");
    }
    for (var i = target.getNameCount() - 1; i >= 0; i--) {
      rest.addFirst(target.getName(i));
    }
  }

  private HostException invalid(Path path, String what) {
    return new HostException(Kind.INVALID, "\"" + root.relativize(path) + "\" " + what);
  }
}
