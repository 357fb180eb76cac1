package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Rights;
import dev.pilaster.model.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A site's files as {@link Rights} see them: the code that is served, its settings, its assets.
 *
 * @param home the site's directory
 * @param pool the user that PHP runs as, who owns what the site itself wrote
 */
record SiteFiles(Path home, Rights rights, Owner owner, Optional<Integer> pool) {
  /** Which files of a release are executable, as git or the build left them; parted by NUL. */
  private static final String EXECUTABLE = ".executable";

  /**
   * Looks owner and group up.
   *
   * @param group nginx's own, for permissions that name none
   * @throws HostException of kind INVALID when there is no such user or group
   */
  static SiteFiles of(Path home, Rights rights, String group) {
    var name = rights.permissions().group().orElse(group);
    return new SiteFiles(home, rights, Owner.of(rights.permissions().owner(), name), user(name));
  }

  /** PILLAR, permissions: the pool runs as nginx's group, and its user has the same name. */
  private static Optional<Integer> user(String name) {
    try {
      return Optional.of(Owner.of(name, name).uid());
    } catch (HostException e) {
      return Optional.empty();
    }
  }

  /** Everything: some microseconds a file. */
  void whole(Walk walk, Optional<String> release) throws IOException {
    if (release.isPresent()) {
      walk.through(code(release.get()), rule(executable(release.get())));
      settings(walk, release.get());
    }
    for (var source : rights.assets()) {
      walk.through(home.resolve("shared").resolve(source), assets());
    }
  }

  /** Assets alone, that somebody else unpacked below {@code home}: all become the owner's. */
  void imported(Walk walk) throws IOException {
    var is = rights.permissions();
    var rule = new Rule(owner, Set.of(), is.assetsDirs(), is.assetsFiles(), path -> false);
    for (var source : rights.assets()) {
      walk.through(home.resolve(source), rule);
    }
  }

  /** What stands at the top, and the settings: some lstats. */
  void top(Walk walk, String release) throws IOException {
    walk.at(code(release), rule(path -> false));
    settings(walk, release);
  }

  private Path code(String release) {
    return home.resolve("releases").resolve(release);
  }

  private Path config(String release) {
    return home.resolve("config").resolve(release);
  }

  private Rule rule(Predicate<Path> executable) {
    var is = rights.permissions();
    return new Rule(owner, Set.of(), is.codeDirs(), is.codeFiles(), executable);
  }

  private Rule assets() {
    var is = rights.permissions();
    var makers = new HashSet<Integer>();
    pool.ifPresent(makers::add);
    return new Rule(owner, makers, is.assetsDirs(), is.assetsFiles(), path -> false);
  }

  private void settings(Walk walk, String release) throws IOException {
    var is = rights.permissions();
    var rule = new Rule(owner, Set.of(), is.codeDirs(), is.settings(), path -> false);
    var config = config(release);
    walk.at(config, rule);
    if (Files.isDirectory(config, NOFOLLOW_LINKS)) {
      var all = new TreeSet<Path>();
      try (var files = Files.newDirectoryStream(config, "[!.]*")) {
        files.forEach(all::add);
      }
      for (var file : all) {
        walk.at(file, rule);
      }
    }
  }

  /** A release of before has no list: what its owner may execute stays so. */
  private Predicate<Path> executable(String release) throws IOException {
    var list = config(release).resolve(EXECUTABLE);
    if (!Files.exists(list)) {
      return SiteFiles::mayExecute;
    }
    var paths = new HashSet<Path>();
    for (var path : Files.readString(list).split("\0", -1)) {
      paths.add(code(release).resolve(path));
    }
    return paths::contains;
  }

  private static boolean mayExecute(Path path) {
    try {
      return (OwnFiles.mode(path) & 0100) != 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Gives code that is being made to its owner.
   *
   * @return who that is
   */
  static Owner give(Path code, Site.Permissions permissions, String group) throws IOException {
    var owner = Owner.of(permissions.owner(), permissions.group().orElse(group));
    var dirs = permissions.codeDirs();
    var rule = new Rule(owner, Set.of(), dirs, permissions.codeFiles(), SiteFiles::mayExecute);
    Walk.repairing().through(code, rule);
    return owner;
  }

  /** Notes which files of code that is being made are executable. */
  static void note(Path code, Path config) throws IOException {
    var text = new StringBuilder();
    try (var files = Files.walk(code)) {
      files
          .filter(p -> Files.isRegularFile(p, NOFOLLOW_LINKS) && mayExecute(p))
          .forEach(p -> text.append(code.relativize(p)).append('\0'));
    }
    OwnFiles.write(config.resolve(EXECUTABLE), text.toString(), 0600, "");
  }
}
