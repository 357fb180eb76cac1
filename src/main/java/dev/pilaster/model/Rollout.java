package dev.pilaster.model;

import static java.util.Objects.requireNonNull;

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
 * @param data what became of the data, where the way is stop-first
 * @param watched whether the agent has looked at the engine without a break since this state began
 * @param fault why it goes back, or is stuck
 */
public record Rollout(
    int from,
    int to,
    String fingerprint,
    Recipe recipe,
    State state,
    Instant since,
    Proof proof,
    SortedMap<String, Integer> baseline,
    DataState data,
    boolean watched,
    String fault) {
  public Rollout {
    requireNonNull(recipe);
    requireNonNull(data);
    baseline = Collections.unmodifiableSortedMap(new TreeMap<>(baseline));
  }

  /** In which order generations change places (DEPLOY). */
  public enum Recipe {
    START_FIRST,
    STOP_FIRST
  }

  /** The states in which a turn may find a rollout (DEPLOY). */
  public enum State {
    /** Stop-first: the old generation has to end cleanly. */
    STOPPING,
    /** Stop-first: nothing runs; the data is copied. */
    SAVING,
    /** The candidate has no traffic yet. */
    STARTED,
    /** It has the traffic; a way back is kept open. */
    OBSERVING,
    /** Requests of the old generation end. */
    DRAINING,
    /** Commands in the old generation end. */
    FINISHING,
    /** Back to the old generation. */
    RETURNING,
    /** Hands off, until something else is wanted or somebody clears it. */
    STUCK
  }

  /**
   * The data of a stop-first way.
   *
   * @param stopped when the old generation had ended: the gap began
   * @param saved whether there is a snapshot
   * @param touched whether the candidate may have written to it
   */
  public record DataState(Optional<Instant> stopped, boolean saved, boolean touched) {
    static final DataState NONE = new DataState(Optional.empty(), false, false);
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

  /** A candidate that was just made. */
  public static Rollout begin(
      int from, int to, String fingerprint, Recipe recipe, State state, Instant now) {
    return new Rollout(
        from,
        to,
        fingerprint,
        recipe,
        state,
        now,
        Proof.NONE,
        new TreeMap<>(),
        DataState.NONE,
        true,
        "");
  }

  /** Whether the old generation ends before the candidate starts. */
  public boolean stopFirst() {
    return recipe == Recipe.STOP_FIRST;
  }

  /** The next state, with no evidence yet. */
  public Rollout enter(State next, Instant now) {
    return new Rollout(
        from, to, fingerprint, recipe, next, now, Proof.NONE, baseline, data, true, fault);
  }

  /** The same state from now on, as after a crash: time that nobody watched does not count. */
  public Rollout restart(Instant now) {
    return new Rollout(
        from, to, fingerprint, recipe, state, now, Proof.NONE, baseline, data, false, fault);
  }

  /** With one more answer. */
  public Rollout with(Evidence evidence, Instant now) {
    return new Rollout(
        from,
        to,
        fingerprint,
        recipe,
        state,
        since,
        proof.with(evidence, now),
        baseline,
        data,
        watched,
        fault);
  }

  /** With what the sites answered before the switch. */
  public Rollout withBaseline(Map<Name, Integer> statuses) {
    var map = new TreeMap<String, Integer>();
    statuses.forEach((site, status) -> map.put(site.value(), status));
    return new Rollout(
        from, to, fingerprint, recipe, state, since, proof, map, data, watched, fault);
  }

  /** With another state of the data. */
  public Rollout with(DataState other) {
    return new Rollout(
        from, to, fingerprint, recipe, state, since, proof, baseline, other, watched, fault);
  }

  /** The candidate runs: its time begins, however long the engine took to start it. */
  public Rollout started(Instant at) {
    var begun = state == State.STARTED && proof.asked().isEmpty() ? at : since;
    return new Rollout(
        from, to, fingerprint, recipe, state, begun, proof, baseline, data, watched, fault);
  }

  /** The old generation has ended. */
  public Rollout stopped(Instant at) {
    return with(
        new DataState(data.stopped().or(() -> Optional.of(at)), data.saved(), data.touched()));
  }

  /** There is a snapshot. */
  public Rollout saved() {
    return with(new DataState(data.stopped(), true, data.touched()));
  }

  /** The candidate may have written from now on. */
  public Rollout touched() {
    return with(new DataState(data.stopped(), data.saved(), true));
  }

  /** The snapshot is where the data was. */
  public Rollout restored() {
    return with(new DataState(data.stopped(), false, false));
  }

  /** Back, or stuck, for a reason. */
  public Rollout fails(State next, String why, Instant now) {
    return new Rollout(
        from, to, fingerprint, recipe, next, now, Proof.NONE, baseline, data, true, why);
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
