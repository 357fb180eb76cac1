package dev.pilaster.git;

import dev.pilaster.model.Name;
import dev.pilaster.model.Release;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Site;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Sources and releases of a site called acme. */
final class Sources {
  private Sources() {}

  static Site.Source of(String git, String ref) {
    return with(git, ref, Access.NONE);
  }

  static Site.Source with(String git, String ref, Access access) {
    return source(git, ref, access, false, ".");
  }

  static Site.Source below(String git, String path) {
    return source(git, "main", Access.NONE, false, path);
  }

  static Site.Source submodules(String git) {
    return submodules(git, ".");
  }

  static Site.Source submodules(String git, String path) {
    return source(git, "main", Access.NONE, true, path);
  }

  private static Site.Source source(
      String git, String ref, Access access, boolean submodules, String path) {
    return new Site.Source(
        git,
        ref,
        access.sshKey(),
        access.username(),
        access.password(),
        access.knownHosts(),
        submodules,
        path,
        5,
        Optional.empty());
  }

  static Access password(String user, String password) {
    return new Access(
        Optional.empty(), List.of(), Optional.of(user), Optional.of(Secret.of(password)));
  }

  static Release release(Site.Source source, String commit) {
    var permissions = new Site.Permissions("root", Optional.empty(), 0755, 0644, 02770, 0660, 0440);
    return new Release(
        new Name("acme"),
        Site.Type.PHP,
        ".",
        commit.substring(0, 12) + "-00000000",
        source,
        commit,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        permissions);
  }
}
