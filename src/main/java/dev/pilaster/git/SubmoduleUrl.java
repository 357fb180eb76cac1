package dev.pilaster.git;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.net.URISyntaxException;
import java.util.Objects;
import org.eclipse.jgit.transport.URIish;

/**
 * A submodule's address as {@code .gitmodules} has it.
 *
 * @param parent the address of the repository that it is a part of
 * @param url absolute, or relative to the parent ({@code ../lib.git})
 */
record SubmoduleUrl(String parent, String url) {
  /**
   * The absolute address.
   *
   * @throws HostException INVALID for a directory of this host that the parent is not beside, and
   *     for anything but ssh and https
   */
  String address(String place) {
    if (url.startsWith("./") || url.startsWith("../")) {
      return relative(place);
    }
    if (!url.matches("(https|ssh)://[^\\s]+|[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+:[^\\s]+")) {
      throw invalid(place, "is neither ssh, https nor relative");
    }
    return url;
  }

  /** As git-submodule(1) has it: each {@code ../} takes a part of the parent's path away. */
  private String relative(String place) {
    var base = parent.replaceAll("/+$", "");
    var rest = url;
    while (rest.startsWith("./") || rest.startsWith("../")) {
      if (rest.startsWith("../")) {
        var cut = Math.max(base.lastIndexOf('/'), base.lastIndexOf(':'));
        if (cut < 1 || (base.charAt(cut) == '/' && base.charAt(cut - 1) == '/')) {
          throw invalid(place, "climbs above its host");
        }
        base = base.substring(0, base.charAt(cut) == ':' ? cut + 1 : cut);
      }
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    if (rest.isEmpty() || !RepoPath.isPlain(rest)) {
      throw invalid(place, "is not a repository's address");
    }
    return base.endsWith(":") ? base + rest : base + "/" + rest;
  }

  private HostException invalid(String place, String why) {
    return new HostException(
        Kind.INVALID, "the address \"%s\" of submodule \"%s\" %s".formatted(url, place, why));
  }

  /** Whether two addresses lead to one host, by one way. */
  static boolean sameHost(String one, String other) {
    try {
      var a = new URIish(one);
      var b = new URIish(other);
      return Objects.equals(a.getScheme(), b.getScheme())
          && Objects.equals(a.getHost(), b.getHost())
          && a.getPort() == b.getPort();
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
