package dev.pilaster.git;

import dev.pilaster.model.HostException;
import java.util.Set;
import java.util.stream.Stream;

/** RepoPath in a repository: names with slashes between them. */
final class RepoPath {
  private static final Set<String> NOT_NAMES = Set.of("", ".", "..");

  private RepoPath() {}

  /** Whether every part is a name. */
  static boolean isPlain(String path) {
    return Stream.of(path.split("/", -1)).noneMatch(NOT_NAMES::contains);
  }

  /**
   * A directory as users write it ("." or "./a/b/") in the form that git has; empty for the root.
   *
   * @throws HostException INVALID when it is absolute or climbs
   */
  static String directory(String path) {
    var plain = path.replaceAll("^(\\./+)+", "").replaceAll("/+$", "");
    if (plain.equals(".") || (plain.isEmpty() && !path.startsWith("/"))) {
      return "";
    }
    if (!isPlain(plain)) {
      var message = "source.path \"" + path + "\" is no directory of a repository";
      throw new HostException(HostException.Kind.INVALID, message);
    }
    return plain;
  }
}
