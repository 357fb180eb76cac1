package dev.pilaster.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A site's release on its way to being served, and proven (DEPLOY, site code).
 *
 * @param release the one wanted
 * @param previous what {@code current} named before, empty for a new site
 * @param ready whether everything that comes before the flip was done
 * @param before site to the status that it answered before the flip
 * @param hooked whether a deploy hook has begun
 * @param opened whether the site was proven to answer with it
 * @param fault why it goes back; before the flip, why it waits
 */
public record Deploy(
    String release,
    Optional<String> previous,
    State state,
    Instant since,
    boolean ready,
    SortedMap<String, Integer> before,
    boolean hooked,
    boolean opened,
    String fault) {
  public Deploy {
    requireNonNull(state);
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
  }

  /** Where it is. */
  public enum State {
    /** The release is written beside the others, its databases are dumped. */
    PREPARING,
    /** {@code current} names it; hooks run, the site is asked. */
    FLIPPED,
    /** Back to the previous one. */
    RETURNING
  }

  /** The first state. */
  public static Deploy begin(String release, Optional<String> previous, Instant now) {
    return new Deploy(
        release, previous, State.PREPARING, now, false, new TreeMap<>(), false, false, "");
  }

  public Deploy flipped(Instant now) {
    return new Deploy(release, previous, State.FLIPPED, now, ready, before, hooked, opened, "");
  }

  /** Not before something else has changed. */
  public Deploy waits(String why) {
    return new Deploy(release, previous, state, since, ready, before, hooked, opened, why);
  }

  /** Whether it waits for something else before it is flipped to. */
  public boolean waiting() {
    return state == State.PREPARING && !fault.isEmpty();
  }

  /** All is prepared, and this is what the site answered before anything moved. */
  public Deploy before(Map<Name, Integer> statuses) {
    var map = new TreeMap<String, Integer>();
    statuses.forEach((site, status) -> map.put(site.value(), status));
    return new Deploy(release, previous, state, since, true, map, hooked, opened, fault);
  }

  /** A deploy hook has begun: the database may have changed. */
  public Deploy hook() {
    return new Deploy(release, previous, state, since, ready, before, true, opened, fault);
  }

  /** The database is what it was before. */
  public Deploy restored() {
    return new Deploy(release, previous, state, since, ready, before, false, opened, fault);
  }

  /** The site answers with it: visitors may have written. */
  public Deploy open() {
    return new Deploy(release, previous, state, since, ready, before, hooked, true, fault);
  }

  /** Back, for a reason. */
  public Deploy fails(String why, Instant now) {
    return new Deploy(release, previous, State.RETURNING, now, ready, before, hooked, opened, why);
  }
}
