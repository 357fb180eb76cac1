package dev.pilaster.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A generation on its way to traffic, or just there, with the evidence so far.
 *
 * @param from the generation that served before; 0 for none
 * @param to the candidate
 * @param since when this state began
 * @param good good answers in a row
 * @param bad bad answers in a row
 * @param goodSince when the row of good answers began
 * @param baseline site to the status that it answered before the switch
 * @param answer the last bad answer, for people
 */
public record Rollout(
    int from,
    int to,
    String fingerprint,
    State state,
    Instant since,
    int good,
    int bad,
    Optional<Instant> goodSince,
    SortedMap<String, Integer> baseline,
    String answer) {
  public Rollout {
    baseline = Collections.unmodifiableSortedMap(new TreeMap<>(baseline));
  }

  /** DEPLOY's states in which a turn may find a rollout. */
  public enum State {
    STARTED,
    OBSERVING,
    DRAINING
  }

  /** A candidate that was just started. */
  public static Rollout begin(int from, int to, String fingerprint, Instant now) {
    return new Rollout(
        from, to, fingerprint, State.STARTED, now, 0, 0, Optional.empty(), new TreeMap<>(), "");
  }

  /** The next state, with no evidence yet. */
  public Rollout enter(State next, Instant now) {
    return new Rollout(from, to, fingerprint, next, now, 0, 0, Optional.empty(), baseline, answer);
  }

  /** The same state from now on, as after a crash: time that nobody watched does not count. */
  public Rollout restart(Instant now) {
    return enter(state, now);
  }

  /** With one more answer. */
  public Rollout with(Evidence evidence, Instant now) {
    return evidence.good()
        ? new Rollout(
            from,
            to,
            fingerprint,
            state,
            since,
            good + 1,
            0,
            goodSince.or(() -> Optional.of(now)),
            baseline,
            answer)
        : new Rollout(
            from,
            to,
            fingerprint,
            state,
            since,
            0,
            bad + 1,
            Optional.empty(),
            baseline,
            evidence.message());
  }

  /** With what the sites answered before the switch. */
  public Rollout withBaseline(Map<Name, Integer> statuses) {
    var map = new TreeMap<String, Integer>();
    statuses.forEach((site, status) -> map.put(site.value(), status));
    return new Rollout(from, to, fingerprint, state, since, good, bad, goodSince, map, answer);
  }
}
