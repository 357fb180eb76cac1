package dev.pilaster.git;

import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Site;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the sites' refs named when they were last asked for, and since when that is so. */
final class RefMemory {
  private final InstantSource clock;
  private final Map<Name, Known> known = new ConcurrentHashMap<>();

  RefMemory(InstantSource clock) {
    this.clock = clock;
  }

  /** The ref names this commit. */
  Observed.Code found(Name site, Site.Source source, String commit) {
    return keep(site, source, Optional.of(commit), Optional.empty());
  }

  /** The ref's commit cannot be told now; the one known before stands beside the error. */
  Observed.Code failed(Name site, Site.Source source, String error) {
    var commit = before(site, source).flatMap(k -> k.code.commit());
    return keep(site, source, commit, Optional.of(error));
  }

  private Observed.Code keep(
      Name site, Site.Source source, Optional<String> commit, Optional<String> error) {
    var since = before(site, source).filter(k -> k.same(commit, error)).map(k -> k.code.since());
    var code = new Observed.Code(commit, error, since.orElseGet(clock::instant));
    known.put(site, new Known(source.git(), source.ref(), code));
    return code;
  }

  private Optional<Known> before(Name site, Site.Source source) {
    return Optional.ofNullable(known.get(site))
        .filter(k -> k.git.equals(source.git()) && k.ref.equals(source.ref()));
  }

  private record Known(String git, String ref, Observed.Code code) {
    /** Failing is one state, whatever the words are. */
    boolean same(Optional<String> commit, Optional<String> error) {
      return code.commit().equals(commit) && code.error().isPresent() == error.isPresent();
    }
  }
}
