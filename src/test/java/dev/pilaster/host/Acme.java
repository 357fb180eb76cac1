package dev.pilaster.host;

import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Release;
import dev.pilaster.model.Site;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A site called acme and a host whose directories all lie below one. */
final class Acme {
  static final Name NAME = new Name("acme");

  /** A repository without credentials. */
  static final Site.Source SOURCE =
      new Site.Source(
          "/git",
          "main",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          false,
          ".",
          5,
          Optional.empty());

  private Acme() {}

  /** Release r1, of PHP, without settings. */
  static Release release() {
    var modes = new Site.Permissions("root", Optional.empty(), 0750, 0640, 02770, 0660, 0440);
    return release(Site.Type.PHP, ".", modes);
  }

  static Release release(Site.Type type, String docroot, Site.Permissions modes) {
    var commit = "0".repeat(40);
    var nothing = new TreeMap<String, String>();
    return new Release(NAME, type, docroot, "r1", SOURCE, commit, nothing, nothing, nothing, modes);
  }

  static Programs.Places places(Path dir, String engine) {
    return places(dir, engine, dir.resolve("resolv.conf"));
  }

  static Programs.Places places(Path dir, String engine, Path resolver) {
    var here = dir.toString();
    return new Programs.Places(
        dir.resolve("nginx"),
        dir.resolve("dnsmasq"),
        dir.resolve("hosts"),
        dir.resolve("postfix"),
        resolver,
        dir.resolve("state"),
        "root",
        dir.resolve("sites"),
        dir.resolve("run"),
        new Observed.Tools(here, here, here, here, here, engine, "", ZoneOffset.UTC));
  }
}
