package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.HostException;
import dev.pilaster.model.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * What is put into a release beside its code. The code is somebody else's: a link in it may not
 * lead our writing out of the release.
 */
record Dress(Path release, Path shared) {
  /** Links from places in the release to directories below {@code shared/}, relative. */
  void links(SortedMap<String, String> links) throws IOException {
    for (var link : links.entrySet()) {
      var place = inside(link.getKey());
      var target = shared.resolve(link.getValue()).normalize();
      if (!target.startsWith(shared)) {
        throw escape(link.getValue());
      }
      Owned.delete(place);
      Files.createSymbolicLink(place, OwnFiles.parent(place).relativize(target));
    }
  }

  /**
   * Files that the code does not bring itself. One that it brings is kept, and has to lead to ours
   * that stands beside it.
   *
   * @throws HostException of kind INVALID when it does not: the site would run without settings
   */
  void includes(SortedMap<String, String> includes) throws IOException {
    for (var include : includes.entrySet()) {
      var place = inside(include.getKey());
      var ours = include.getKey().replaceFirst("\\.php$", ".pilaster.php");
      if (!Files.exists(place, NOFOLLOW_LINKS)) {
        Files.writeString(place, include.getValue());
      } else if (includes.containsKey(ours) && !ours.equals(include.getKey())) {
        mustName(Path.of(ours).getFileName().toString(), place, include.getKey());
      }
    }
  }

  /** Some PHP file of that directory names it. */
  private static void mustName(String file, Path own, String place) throws IOException {
    try (var scripts = Files.newDirectoryStream(OwnFiles.parent(own), "*.php")) {
      for (var script : scripts) {
        if (Files.isRegularFile(script) && OwnFiles.text(script).contains(file)) {
          return;
        }
      }
    }
    throw new HostException(
        HostException.Kind.INVALID,
        "the code's own %s does not include %s, which stands beside it".formatted(place, file));
  }

  /** The settings, to be read by owner and group alone. */
  void settings(Path config, Release release, String group) throws IOException {
    var permissions = release.permissions();
    var name = permissions.group().orElse(group);
    var owner = Owner.of(permissions.owner(), name);
    Owned.directory(config, owner, permissions.codeDirs());
    for (var file : release.settings().entrySet()) {
      var place = config.resolve(file.getKey()).normalize();
      if (!config.equals(place.getParent())) {
        throw escape(file.getKey());
      }
      OwnFiles.write(place, file.getValue(), 0600, "");
      Owned.set(place, owner, permissions.settings());
    }
  }

  /** The place, with the directories above it. */
  private Path inside(String relative) throws IOException {
    var place = release.resolve(relative).normalize();
    if (!place.startsWith(release) || place.equals(release)) {
      throw escape(relative);
    }
    var above = OwnFiles.parent(place);
    var existing = above;
    while (!Files.exists(existing, NOFOLLOW_LINKS)) {
      existing = OwnFiles.parent(existing);
    }
    if (!existing.toRealPath().startsWith(release.toRealPath())) {
      throw escape(relative);
    }
    Files.createDirectories(above);
    return place;
  }

  private static HostException escape(String path) {
    return new HostException(
        HostException.Kind.INVALID, "\"" + path + "\" leads out of the release");
  }
}
