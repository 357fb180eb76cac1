package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.AssetsImport;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.SiteState;
import dev.pilaster.model.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The releases of all sites: {@code <sites>/<site>/releases/<name>/}, {@code config/<name>/} and
 * the link {@code current}. A release without a dot in front of its name is complete.
 */
public final class Releases {
  private final Path sites;
  private final String group;

  /**
   * Releases below a directory.
   *
   * @param group nginx's own, for permissions that name none
   */
  public Releases(Path sites, String group) {
    this.sites = sites;
    this.group = group;
  }

  /** What a site has, these directories included. */
  public SiteState state(Name site, Collection<String> dirs) {
    try {
      var seen = new Trees().observe(dirs);
      return new SiteState(current(site), releases(site), seen, List.of(), marked(site));
    } catch (IOException e) {
      throw OwnFiles.failed("look at " + home(site), e);
    }
  }

  private boolean marked(Name site) {
    return Files.isRegularFile(home(site).resolve(AssetsImport.MARK), NOFOLLOW_LINKS);
  }

  private Path home(Name site) {
    return sites.resolve(site.value());
  }

  /** Where a complete release is, or would be. */
  public Path directory(Name site, String release) {
    if (!release.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("not a release: \"" + release + "\"");
    }
    return home(site).resolve("releases").resolve(release);
  }

  /** Where a release's settings lie. */
  public Path config(Name site, String release) {
    return home(site).resolve("config").resolve(directory(site, release).getFileName());
  }

  /** The release that is served. */
  Optional<String> current(Name site) throws IOException {
    var link = home(site).resolve("current");
    if (!Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    return Optional.of(Files.readSymbolicLink(link).getFileName().toString());
  }

  /** Oldest first: a release is never written to after it was made. */
  private List<String> releases(Name site) throws IOException {
    var ages = new TreeMap<String, FileTime>();
    var releases = home(site).resolve("releases");
    if (Files.isDirectory(releases)) {
      try (var entries = Files.newDirectoryStream(releases)) {
        for (var entry : entries) {
          var name = entry.getFileName().toString();
          if (!name.startsWith(".") && Files.isDirectory(entry, NOFOLLOW_LINKS)) {
            ages.put(name, Files.getLastModifiedTime(entry, NOFOLLOW_LINKS));
          }
        }
      }
    }
    return ages.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** An empty directory to export a release's code into; what a crash or a failure left is gone. */
  public Path staging(Name site, String release) {
    var complete = directory(site, release);
    var staging = complete.resolveSibling("." + release);
    try {
      Owned.directory(OwnFiles.parent(staging), Owner.ROOT, 0755);
      sweep(OwnFiles.parent(staging));
      Files.createDirectory(staging);
      return staging;
    } catch (IOException e) {
      throw OwnFiles.failed("make " + staging, e);
    }
  }

  /** A site's releases are written one after another: what is half done is nobody's. */
  private static void sweep(Path releases) throws IOException {
    try (var hidden = Files.newDirectoryStream(releases, ".*")) {
      for (var half : hidden) {
        Owned.delete(half);
      }
    }
  }

  /** Who reads a release's files, settings included. */
  Owner owner(Release release) {
    var permissions = release.permissions();
    return Owner.of(permissions.owner(), permissions.group().orElse(group));
  }

  /** Gives the code in {@link #staging} to its owner; answers who that is. */
  Owner permit(Release release) {
    var staging = directory(release.site(), release.name()).resolveSibling("." + release.name());
    var permissions = release.permissions();
    try {
      return SiteFiles.give(staging, permissions, group);
    } catch (IOException e) {
      throw OwnFiles.failed("set owner and modes of " + staging, e);
    }
  }

  /** Dresses the code in {@link #staging}: settings, links, owner and modes; then it is there. */
  public void complete(Release release) {
    var complete = directory(release.site(), release.name());
    var staging = complete.resolveSibling("." + release.name());
    try {
      var dress = new Dress(staging, home(release.site()).resolve("shared"));
      dress.links(release.links());
      dress.includes(release.includes());
      var config = config(release.site(), release.name());
      dress.settings(config, release, group);
      SiteFiles.give(staging, release.permissions(), group);
      SiteFiles.note(staging, config);
      OwnFiles.rename(staging, complete);
    } catch (IOException e) {
      throw OwnFiles.failed("complete " + complete, e);
    }
  }

  /**
   * Moves {@code current} with one rename.
   *
   * @throws HostException of kind BUG for a release that is not complete
   */
  public void flip(Name site, String release) {
    if (!Files.isDirectory(directory(site, release), NOFOLLOW_LINKS)) {
      var what = directory(site, release) + " is not there";
      throw new HostException(HostException.Kind.BUG, what);
    }
    try {
      OwnFiles.link(home(site).resolve("current"), Path.of("releases", release));
    } catch (IOException e) {
      throw OwnFiles.failed("flip " + site + " to " + release, e);
    }
  }

  /**
   * Removes a release and its settings; gone is fine.
   *
   * @throws HostException of kind BUG for the one that is served
   */
  public void remove(Name site, String release) {
    try {
      if (current(site).filter(release::equals).isPresent()) {
        var what = release + " of " + site + " is served";
        throw new HostException(HostException.Kind.BUG, what);
      }
      var complete = directory(site, release);
      var dying = complete.resolveSibling("." + release);
      Owned.delete(dying);
      if (Files.exists(complete, NOFOLLOW_LINKS)) {
        OwnFiles.rename(complete, dying);
        Owned.delete(dying);
      }
      Owned.delete(config(site, release));
    } catch (IOException e) {
      throw OwnFiles.failed("remove " + release + " of " + site, e);
    }
  }
}
