package dev.pilaster.plan;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Site;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What stays as it is: files of sites that are not to change, and files of other people. */
final class Kept {
  private final Situation situation;
  private final Observed observed;
  private final SortedSet<String> sites = new TreeSet<>();

  /**
   * @param vhosts nginx's files: a site that keeps its vhost keeps what cron and people run
   */
  Kept(Situation situation, Fileset vhosts) {
    this.situation = situation;
    this.observed = situation.observed();
    situation.goal().lost().forEach(site -> sites.add(site.value()));
    for (var path : vhosts.files().keySet()) {
      var name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[a-z]+$", "");
      if (Name.isValid(name) && !name.startsWith("00-")) {
        sites.add(name);
      }
    }
    situation.goal().desired().sites().keySet().forEach(site -> sites.remove(site.value()));
  }

  /** Sites that nobody describes any more, and that stay. */
  SortedSet<String> sites() {
    return sites;
  }

  /** Where a site's commands run; empty for a static one. */
  static Optional<Name> service(Site site) {
    return site.container().or(() -> site.upstream().map(Site.Upstream::container));
  }

  /** Wants a file just as it is. */
  void keep(Map<String, Fileset.Text> files, String path) {
    Optional.ofNullable(observed.files().get(path))
        .filter(Fileset::ours)
        .ifPresent(text -> files.put(path, new Fileset.Text(text, 0644)));
  }

  /** Whether a file of ours stands where the path begins so. */
  boolean ours(String begin) {
    return observed.files().tailMap(begin).entrySet().stream()
        .takeWhile(f -> f.getKey().startsWith(begin))
        .anyMatch(f -> Fileset.ours(f.getValue()));
  }

  /** Which of these stand there and are somebody else's, with the reason to leave them. */
  SortedMap<String, String> foreign(SortedMap<String, Fileset.Text> files) {
    var foreign = new TreeMap<String, String>();
    for (var path : files.keySet()) {
      if (isForeign(path)) {
        foreign.put(path, path + " is somebody else's and is left as it is");
      }
    }
    return foreign;
  }

  /** A file that we wrote is ours, whatever was made of it. */
  boolean isForeign(String path) {
    return Optional.ofNullable(observed.files().get(path))
        .filter(text -> !Fileset.ours(text))
        .filter(text -> !situation.memory().applied().containsKey(path))
        .isPresent();
  }
}
