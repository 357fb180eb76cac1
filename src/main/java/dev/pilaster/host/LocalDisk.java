package dev.pilaster.host;

import dev.pilaster.model.Host;
import dev.pilaster.model.Name;
import dev.pilaster.model.Release;
import dev.pilaster.model.Tree;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** The part of this machine that is files of sites. */
abstract class LocalDisk implements Host {
  final Releases releases;
  final Trees trees = new Trees();
  private final BiConsumer<Release, Path> export;

  /**
   * @param export writes a release's code into an empty directory
   */
  LocalDisk(Programs.Places places, BiConsumer<Release, Path> export) {
    this.releases = new Releases(places.sites(), places.group());
    this.export = export;
  }

  abstract Builds builds();

  @Override
  public void makeTree(Tree tree) {
    trees.make(tree);
  }

  @Override
  public void export(Release release) {
    var staging = releases.staging(release.site(), release.name());
    export.accept(release, staging);
    release
        .source()
        .build()
        .ifPresent(
            build -> {
              var owner = releases.permit(release);
              var place = releases.directory(release.site(), release.name());
              builds().run(release, build, owner, staging, place);
            });
    releases.complete(release);
  }

  @Override
  public void flip(Name site, String release) {
    releases.flip(site, release);
  }

  @Override
  public void removeRelease(Name site, String release) {
    releases.remove(site, release);
  }
}
