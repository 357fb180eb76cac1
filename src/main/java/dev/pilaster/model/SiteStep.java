package dev.pilaster.model;

import java.util.List;
import java.util.Optional;

/** What is done to a site's directories and releases. */
public sealed interface SiteStep extends Step {
  /** Makes a site's lasting directories. */
  record MakeTree(Tree tree) implements SiteStep {
    @Override
    public Evidence on(Host host) {
      host.makeTree(tree);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "set owner and modes of " + String.join(", ", tree.dirs().keySet());
    }
  }

  /** Writes a release beside the others. */
  record Export(Release release) implements SiteStep {
    @Override
    public Evidence on(Host host) {
      host.export(release);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "write release " + release.name();
    }
  }

  /**
   * Moves {@code current}, asks the site, and moves back when it is worse than before.
   *
   * @param previous the release that it goes back to, when there is one
   * @param ask how to ask the site through nginx, empty when nothing serves it yet
   */
  record Flip(Name site, String release, Optional<String> previous, List<Check.SiteCheck> ask)
      implements SiteStep {
    public Flip {
      ask = List.copyOf(ask);
    }

    @Override
    public Evidence on(Host host) {
      var before = ask.isEmpty() ? Evidence.DONE : host.askSites(ask);
      host.flip(site, release);
      var after = ask.isEmpty() || !before.good() ? Evidence.DONE : host.askSites(ask);
      if (!after.good() && previous.isPresent()) {
        host.flip(site, previous.get());
        throw new HostException(
            HostException.Kind.UNHEALTHY,
            "release %s of %s was taken back: %s".formatted(release, site, after.message()));
      }
      return after;
    }

    @Override
    public String text() {
      return "point current of %s to %s".formatted(site, release);
    }
  }

  /** Removes an old release. */
  record RemoveRelease(Name site, String release) implements SiteStep {
    @Override
    public Evidence on(Host host) {
      host.removeRelease(site, release);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "remove release " + release;
    }
  }
}
