package dev.pilaster.host;

import dev.pilaster.model.AssetsImport;
import dev.pilaster.model.DrupalCore;
import dev.pilaster.model.Host;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Proofreading;
import dev.pilaster.model.Release;
import dev.pilaster.model.Rights;
import dev.pilaster.model.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/** The part of this machine that is files of sites. */
abstract class LocalDisk implements Host {
  final Releases releases;
  final Trees trees = new Trees();
  final Walks walks;
  private final DrupalCode drupal = new DrupalCode();
  private final Assets assets;
  private final BiConsumer<Release, Path> export;

  /**
   * @param export writes a release's code into an empty directory
   */
  LocalDisk(Programs.Places places, BiConsumer<Release, Path> export, Clock clock) {
    this.releases = new Releases(places.sites(), places.group());
    this.assets = new Assets(places.sites(), places.group());
    this.export = export;
    var beside = Executors.newSingleThreadExecutor(new Daemon("walk"));
    this.walks = new Walks(places.sites(), places.group(), clock, beside);
  }

  abstract Engine engine();

  /** A site as it is, with its files as far as they were looked through. */
  Observed.SiteState site(Name site, Collection<String> dirs, Watch watch) {
    var state = cores(site, releases.state(site, dirs), watch);
    var rights = Optional.ofNullable(watch.rights().get(site)).filter(r -> !state.dirs().isEmpty());
    return rights.map(r -> state.withWrong(walks.wrong(r, state.current()))).orElse(state);
  }

  private Observed.SiteState cores(Name site, Observed.SiteState state, Watch watch) {
    var docroot = Optional.ofNullable(watch.docroots().get(site));
    var places = state.releases().stream().map(r -> releases.directory(site, r)).toList();
    return docroot.map(d -> state.withCores(drupal.of(places, d))).orElse(state);
  }

  /** Postfix's queues and how many messages wait in each; nothing without Postfix. */
  public SortedMap<String, Long> mailQueue() {
    return new MailQueue(Path.of("/var/spool/postfix")).count();
  }

  @Override
  public void setRights(Rights rights) {
    try {
      walks.repair(rights, releases.current(rights.site()));
    } catch (IOException e) {
      throw OwnFiles.failed("look at " + rights.site(), e);
    }
  }

  /** What is slow to observe is observed anew, beside the turns that come; any thread may ask. */
  public void refresh() {
    walks.refresh();
  }

  @Override
  public void importAssets(AssetsImport wanted) {
    assets.bring(wanted);
  }

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
              new Builds(engine().throwaways()).run(release, build, owner, staging, place);
            });
    mustFit(release, staging);
    releases.complete(release);
  }

  /** Code of another Drupal than the pillar's is nothing that its settings and vhost are for. */
  private static void mustFit(Release release, Path code) {
    var type = release.type();
    var core =
        type.drupal() ? DrupalCode.read(code, release.docroot()) : Optional.<DrupalCore>empty();
    core.filter(c -> !c.fits(type))
        .ifPresent(
            c -> {
              throw new HostException(HostException.Kind.INVALID, c.instead(release.site(), type));
            });
  }

  @Override
  public String proofread(Proofreading wanted) {
    var release = wanted.release();
    var code = releases.directory(release.site(), release.name());
    var dirs = List.of(code, releases.config(release.site(), release.name()));
    return new Proofs(engine().throwaways()).read(wanted, releases.owner(release), dirs);
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
