package dev.pilaster.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Fillings;
import dev.pilaster.model.Site;
import dev.pilaster.model.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Archives of assets that sites have from elsewhere, and what is in their places now. */
record AssetFillings(Path sites) implements Fillings {
  @Override
  public List<Filling> of(Site site, Desired here) {
    return site.assetsImport().map(from -> filling(site, from)).stream().toList();
  }

  private Filling filling(Site site, String from) {
    var home = sites.resolve(site.name().value());
    var shared = home.resolve("shared");
    var places = site.mounts().values().stream().flatMap(m -> m.source().stream());
    var full = places.filter(place -> !isEmpty(shared.resolve(place))).sorted().toList();
    var has = full.isEmpty() ? "" : "files in " + String.join(", ", full);
    var part = home.resolve(Assets.PART);
    var underWay = Files.isDirectory(part, NOFOLLOW_LINKS);
    return new Filling(Subject.tree(site.name()), from, shared.toString(), has, underWay);
  }

  private static boolean isEmpty(Path place) {
    if (!Files.isDirectory(place)) {
      return true;
    }
    try (Stream<Path> inside = Files.list(place)) {
      return inside.findAny().isEmpty();
    } catch (IOException e) {
      throw OwnFiles.failed("look at " + place, e);
    }
  }
}
