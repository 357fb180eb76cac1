package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.AssetsImport;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Rights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Imports of assets. An archive is unpacked beside {@code shared/}, judged as a whole, and moved
 * into its places by renaming; what a crash left is taken up, or thrown away, by the next try.
 *
 * @param sites root directory of the sites
 * @param group nginx's own, for permissions that name none
 */
record Assets(Path sites, String group) {
  static final String PART = ".import.part";
  private static final String WHOLE = ".import";
  private static final Duration SHORT = Duration.ofMinutes(10);

  /** Slower than this is a broken disk, in bytes of the archive a second. */
  private static final long SLOWEST = 1 << 20;

  /** What tar(1) says where it would write elsewhere, and does not. */
  private static final List<String> HOSTILE =
      List.of("Removing leading", "Member name contains '..'", "contains '..'");

  /** Whether it was done on this host, and nobody wants it once more since. */
  private static boolean done(Path home, Optional<Orders.Again> again) throws IOException {
    var mark = home.resolve(AssetsImport.MARK);
    if (!Files.isRegularFile(mark, NOFOLLOW_LINKS)) {
      return false;
    }
    var at = Files.getLastModifiedTime(mark, NOFOLLOW_LINKS).toInstant();
    return again.filter(a -> at.isBefore(a.since())).isEmpty();
  }

  /**
   * Does it, unless it was done.
   *
   * @throws HostException of kind INVALID for an archive that may not be unpacked here, and for a
   *     place that is not empty; TRANSIENT when the disk fails
   */
  void bring(AssetsImport wanted) {
    var home = sites.resolve(wanted.site().value());
    try {
      if (done(home, wanted.again())) {
        return;
      }
      var whole = home.resolve(WHOLE);
      if (stale(whole, wanted.again())) {
        Owned.delete(whole);
      }
      if (!Files.isDirectory(whole, NOFOLLOW_LINKS)) {
        unpack(wanted, home, whole);
      }
      for (var place : wanted.places()) {
        move(whole.resolve(place), home.resolve("shared").resolve(place), away(wanted, place));
      }
      OwnFiles.write(home.resolve(AssetsImport.MARK), "from " + wanted.from() + "\n", 0644, "");
      Owned.delete(whole);
    } catch (IOException e) {
      throw OwnFiles.failed("import " + wanted.from(), e);
    }
  }

  /** Left by a try before this was wanted; the change time is the system's own, and coarse. */
  private static boolean stale(Path whole, Optional<Orders.Again> again) throws IOException {
    if (again.isEmpty() || !Files.isDirectory(whole, NOFOLLOW_LINKS)) {
      return false;
    }
    var at = (FileTime) Files.getAttribute(whole, "unix:ctime", NOFOLLOW_LINKS);
    return at.toInstant().isBefore(again.get().since().truncatedTo(ChronoUnit.SECONDS));
  }

  private void unpack(AssetsImport wanted, Path home, Path whole) throws IOException {
    if (away(wanted, "").isEmpty()) {
      for (var place : wanted.places()) {
        mustBeEmpty(home.resolve("shared").resolve(place));
      }
    }
    Owned.delete(home.resolve(AssetsImport.BEFORE));
    var part = home.resolve(PART);
    Owned.delete(part);
    Owned.directory(part, Owner.ROOT, 0700);
    try {
      extract(Path.of(wanted.from()), part);
      Contained.check(part);
      mustBeBelow(part, part, wanted.places());
      permit(wanted, part);
      Command.must(SHORT, List.of("sync", "-f", "--", part.toString()));
      OwnFiles.rename(part, whole);
    } catch (IOException | RuntimeException e) {
      Owned.delete(part);
      throw e;
    }
  }

  private static void mustBeEmpty(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      try (var entries = Files.newDirectoryStream(place)) {
        if (entries.iterator().hasNext()) {
          throw new HostException(
              Kind.INVALID, place + " is not empty: nothing is imported over what is there");
        }
      }
    }
  }

  private static void extract(Path archive, Path into) throws IOException {
    if (!Files.isRegularFile(archive)) {
      throw new HostException(Kind.INVALID, "there is no file " + archive + " to import");
    }
    var argv =
        List.of(
            "tar",
            "--extract",
            "--no-same-owner",
            "--no-same-permissions",
            "--file=" + archive,
            "--force-local",
            "--directory=" + into);
    var result = Command.run(SHORT.plusSeconds(Files.size(archive) / SLOWEST), argv);
    if (HOSTILE.stream().anyMatch(result.output()::contains)) {
      throw new HostException(Kind.INVALID, archive + " leads out: " + result.output());
    }
    if (!result.good()) {
      var full = result.output().contains("No space left");
      throw new HostException(
          full ? Kind.TRANSIENT : Kind.INVALID, "unpack " + archive + ": " + result.output());
    }
  }

  /** Every file is below a place; directories may be on the way to one. */
  private static void mustBeBelow(Path root, Path dir, SortedSet<String> places)
      throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      for (var entry : entries.sorted().toList()) {
        var name = root.relativize(entry).toString();
        var way = places.stream().anyMatch(p -> p.startsWith(name + "/"));
        if (way && Files.isDirectory(entry, NOFOLLOW_LINKS)) {
          mustBeBelow(root, entry, places);
        } else if (!places.contains(name) || !Files.isDirectory(entry, NOFOLLOW_LINKS)) {
          throw new HostException(
              Kind.INVALID,
              "\"%s\" of the archive is below none of the site's mounts %s"
                  .formatted(name, places));
        }
      }
    }
  }

  private void permit(AssetsImport wanted, Path part) throws IOException {
    var rights = new Rights(wanted.site(), wanted.permissions(), wanted.places());
    SiteFiles.of(part, rights, group).imported(Walk.repairing());
  }

  /** Where what is in a place now goes first; empty where it may not go. */
  private Optional<Path> away(AssetsImport wanted, String place) {
    var before = sites.resolve(wanted.site().value()).resolve(AssetsImport.BEFORE);
    return wanted.again().filter(Orders.Again::replace).map(a -> before.resolve(place));
  }

  /** Over the empty directory that is there; done again, it is there already. */
  private static void move(Path from, Path to, Optional<Path> away) throws IOException {
    if (Files.isDirectory(from, NOFOLLOW_LINKS)) {
      if (away.filter(a -> !Files.exists(a, NOFOLLOW_LINKS)).isPresent() && Files.exists(to)) {
        Owned.directory(OwnFiles.parent(away.get()), Owner.ROOT, 0700);
        OwnFiles.rename(to, away.get());
      }
      mustBeEmpty(to);
      OwnFiles.rename(from, to);
    }
  }
}
