package dev.pilaster.model;

import java.time.Duration;
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
 * @param proof the answers since then
 * @param baseline site to the status that it answered before the switch
 */
public record Rollout(
    int from,
    int to,
    String fingerprint,
    State state,
    Instant since,
    Proof proof,
    SortedMap<String, Integer> baseline) {
  public Rollout {
    baseline = Collections.unmodifiableSortedMap(new TreeMap<>(baseline));
  }

  /** DEPLOY's states in which a turn may find a rollout. */
  public enum State {
    STARTED,
    OBSERVING,
    DRAINING
  }

  /**
   * Answers of one state.
   *
   * @param good good answers in a row
   * @param bad bad answers in a row
   * @param goodSince when the row of good answers began
   * @param asked when the last answer came
   * @param answer the last bad answer, for people
   */
  public record Proof(
      int good, int bad, Optional<Instant> goodSince, Optional<Instant> asked, String answer) {
    static final Proof NONE = new Proof(0, 0, Optional.empty(), Optional.empty(), "");

    Proof with(Evidence evidence, Instant now) {
      return evidence.good()
          ? new Proof(good + 1, 0, goodSince.or(() -> Optional.of(now)), Optional.of(now), answer)
          : new Proof(0, bad + 1, Optional.empty(), Optional.of(now), evidence.message());
    }
  }

  /** A candidate that was just started. */
  public static Rollout begin(int from, int to, String fingerprint, Instant now) {
    return new Rollout(from, to, fingerprint, State.STARTED, now, Proof.NONE, new TreeMap<>());
  }

  /** The next state, with no evidence yet. */
  public Rollout enter(State next, Instant now) {
    return new Rollout(from, to, fingerprint, next, now, Proof.NONE, baseline);
  }

  /** The same state from now on, as after a crash: time that nobody watched does not count. */
  public Rollout restart(Instant now) {
    return enter(state, now);
  }

  /** With one more answer. */
  public Rollout with(Evidence evidence, Instant now) {
    return new Rollout(from, to, fingerprint, state, since, proof.with(evidence, now), baseline);
  }

  /** With what the sites answered before the switch. */
  public Rollout withBaseline(Map<Name, Integer> statuses) {
    var map = new TreeMap<String, Integer>();
    statuses.forEach((site, status) -> map.put(site.value(), status));
    return new Rollout(from, to, fingerprint, state, since, proof, map);
  }

  /** Whether this state has lasted for so long. */
  public boolean lasted(Duration period, Instant now) {
    return !since.plus(period).isAfter(now);
  }

  /** Whether answers have been good, three in a row at least, for so long. */
  public boolean provenFor(Duration period, Instant now) {
    return proof.good() >= 3
        && proof.goodSince().filter(g -> !g.plus(period).isAfter(now)).isPresent();
  }
}
