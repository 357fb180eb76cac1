package dev.pilaster.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done to a site's directories, releases and databases. */
public sealed interface SiteStep extends Step {
  /** What a deploy knows once this was performed, well or not. */
  default Deploy learn(Deploy deploy, Evidence evidence) {
    return deploy;
  }

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

  /** Sets owner and modes of files where they differ. */
  record SetRights(Rights rights) implements SiteStep {
    @Override
    public Evidence on(Host host) {
      host.setRights(rights);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "set owner and modes of the files of " + rights.site();
    }
  }

  /** Brings files from elsewhere, once. */
  record ImportAssets(AssetsImport wanted) implements SiteStep {
    @Override
    public Evidence on(Host host) {
      host.importAssets(wanted);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "import " + wanted.from();
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
   * Lets PHP read a release's settings before they are served. Those that the image which the site
   * will run cannot read are refused; those that only one which runs still cannot read have to
   * wait.
   *
   * @param decisive of the image that the site will run; empty while it cannot be had
   * @param running of images that answer for the site now
   */
  record CheckSettings(Optional<Proofreading> decisive, List<Proofreading> running)
      implements SiteStep {
    public CheckSettings {
      running = List.copyOf(running);
    }

    @Override
    public Evidence on(Host host) {
      var said = decisive.map(host::proofread).orElse("");
      for (var reading : running) {
        try {
          host.proofread(reading);
        } catch (HostException e) {
          if (e.kind() == HostException.Kind.INVALID) {
            return Evidence.of(false, "an image that still answers for it: " + e.getMessage());
          }
          throw e;
        }
      }
      return Evidence.of(true, said);
    }

    @Override
    public Deploy learn(Deploy deploy, Evidence evidence) {
      return evidence.good() ? deploy : deploy.waits(evidence.message());
    }

    @Override
    public String text() {
      var readers = new ArrayList<String>();
      decisive.ifPresent(d -> readers.add(d.reader()));
      running.forEach(r -> readers.add(r.reader()));
      return "check the syntax of its settings with the PHP of " + String.join(" and of ", readers);
    }
  }

  /** Writes a database's content down before a hook may change it. */
  record WriteDump(Dump dump) implements SiteStep {
    @Override
    public Evidence on(Host host) {
      host.dump(dump);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "dump database " + dump.database();
    }
  }

  /** Makes a database what its dump holds. */
  record RestoreDump(Dump dump) implements SiteStep {
    @Override
    public Evidence on(Host host) {
      host.restoreDump(dump);
      return Evidence.DONE;
    }

    @Override
    public Deploy learn(Deploy deploy, Evidence evidence) {
      return evidence.good() ? deploy.restored() : deploy;
    }

    @Override
    public String text() {
      return "restore database " + dump.database();
    }
  }

  /** Asks a site before anything moves; whatever it answers is what it must not fall below. */
  record AskBefore(List<Check.SiteCheck> site) implements SiteStep {
    public AskBefore {
      site = List.copyOf(site);
    }

    @Override
    public Evidence on(Host host) {
      return host.askSites(site);
    }

    @Override
    public Deploy learn(Deploy deploy, Evidence evidence) {
      return deploy.before(evidence.statuses());
    }

    @Override
    public boolean quick() {
      return true;
    }

    @Override
    public String text() {
      return "ask the site how it answers now";
    }
  }

  /** Moves {@code current} with one rename. */
  record Flip(Name site, String release) implements SiteStep {
    @Override
    public Evidence on(Host host) {
      host.flip(site, release);
      return Evidence.DONE;
    }

    @Override
    public boolean quick() {
      return true;
    }

    @Override
    public String text() {
      return "point current of %s to %s".formatted(site, release);
    }
  }

  /** A command of the site's own, around a deploy. */
  record Hook(Exec exec) implements SiteStep {
    @Override
    public Evidence on(Host host) {
      return Evidence.of(true, host.exec(exec));
    }

    @Override
    public Deploy learn(Deploy deploy, Evidence evidence) {
      return deploy.hook();
    }

    @Override
    public String text() {
      return "run " + exec.command().get(exec.command().size() - 1);
    }
  }

  /** Asks the site through nginx; a worse answer than is tolerated is a failure. */
  record ProbeSite(List<Check.SiteCheck> site) implements SiteStep {
    public ProbeSite {
      site = List.copyOf(site);
    }

    @Override
    public Evidence on(Host host) {
      var evidence = host.askSites(site);
      if (!evidence.good()) {
        throw new HostException(HostException.Kind.UNHEALTHY, evidence.message());
      }
      return evidence;
    }

    @Override
    public Deploy learn(Deploy deploy, Evidence evidence) {
      return evidence.good() ? deploy.open() : deploy;
    }

    @Override
    public boolean quick() {
      return true;
    }

    @Override
    public String text() {
      return "ask the site";
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
