package dev.pilaster.host;

import dev.pilaster.model.Difference;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Rights;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Looks through the sites' files, all of a site at a time, and beside the turns: at the start, when
 * another release is served or other rights are wanted, and once a day.
 */
final class Walks {
  private static final Duration DAY = Duration.ofDays(1);

  private final Path sites;
  private final String group;
  private final Clock clock;
  private final Executor beside;
  private final Map<Name, Walked> walks = new HashMap<>();
  private volatile Runnable onFound = () -> {};

  /**
   * @param sites root directory of the sites
   * @param group nginx's own
   * @param beside runs a walk, one after another
   */
  Walks(Path sites, String group, Clock clock, Executor beside) {
    this.sites = sites;
    this.group = group;
    this.clock = clock;
    this.beside = beside;
  }

  /** What one way through all of a site's files found. */
  private record Walked(
      SiteFiles files, Optional<String> release, Instant begun, List<Difference> found) {
    boolean of(Rights rights, Optional<String> current) {
      return files.rights().equals(rights) && release.equals(current);
    }

    Walked old() {
      return new Walked(files, release, Instant.EPOCH, found);
    }

    Walked with(List<Difference> differences) {
      return new Walked(files, release, begun, differences);
    }
  }

  /** Called when a walk has found something; on its own thread. */
  void onFound(Runnable call) {
    onFound = call;
  }

  /** Every site is looked through anew. */
  synchronized void refresh() {
    walks.replaceAll((site, w) -> w.old());
  }

  /**
   * What is known to differ: of all files by the last walk, of the few at the top as of now. Begins
   * a walk where one is due.
   */
  List<Difference> wrong(Rights rights, Optional<String> release) {
    try {
      var walked = due(rights, release);
      var top = Walk.looking();
      if (release.isPresent()) {
        walked.files().top(top, release.get());
      }
      var all = new ArrayList<>(top.found());
      walked.found().stream().filter(d -> !all.contains(d)).forEach(all::add);
      return all;
    } catch (HostException e) {
      return List.of(new Difference("owner", rights.permissions().owner(), "" + e.getMessage()));
    } catch (IOException e) {
      throw OwnFiles.failed("look at the files of " + rights.site(), e);
    }
  }

  private synchronized Walked due(Rights rights, Optional<String> release) {
    var site = rights.site();
    var last = Optional.ofNullable(walks.get(site)).filter(w -> w.of(rights, release));
    var now = clock.instant();
    if (last.filter(w -> now.isBefore(w.begun().plus(DAY))).isPresent()) {
      return last.get();
    }
    var files = SiteFiles.of(sites.resolve(site.value()), rights, group);
    var found = last.map(Walked::found).orElse(List.of());
    var begun = new Walked(files, release, now, found);
    walks.put(site, begun);
    beside.execute(() -> walk(site, begun));
    return begun;
  }

  private void walk(Name site, Walked begun) {
    var walk = Walk.looking();
    try {
      begun.files().whole(walk, begun.release());
      found(site, begun, walk.found());
    } catch (IOException | RuntimeException e) {
      found(site, begun, List.of(new Difference("files", "readable", String.valueOf(e))));
    }
  }

  private void found(Name site, Walked begun, List<Difference> differences) {
    var known = begun.with(differences);
    synchronized (this) {
      walks.replace(site, begun, known);
    }
    if (!differences.equals(begun.found())) {
      onFound.run();
    }
  }

  /** Sets all that differs. */
  void repair(Rights rights, Optional<String> release) {
    var files = SiteFiles.of(sites.resolve(rights.site().value()), rights, group);
    var began = clock.instant();
    try {
      files.whole(Walk.repairing(), release);
    } catch (IOException e) {
      throw OwnFiles.failed("set owner and modes of the files of " + rights.site(), e);
    }
    synchronized (this) {
      walks.put(rights.site(), new Walked(files, release, began, List.of()));
    }
  }
}
