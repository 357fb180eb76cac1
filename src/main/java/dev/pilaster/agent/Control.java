package dev.pilaster.agent;

import dev.pilaster.model.Memory;
import dev.pilaster.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What the API may ask of the running agent; every method may be called from any thread. */
public interface Control {
  Status status();

  /** The last turn's plan: what a sync would do now. */
  Plan plan();

  /**
   * Fetches, then runs a turn that began after this call.
   *
   * @param wait how long to wait for the operation to finish; zero to return once it has begun
   */
  Operation sync(SyncRequest request, Duration wait);

  Optional<Operation> operation(long id);

  /** Newest first. */
  List<Operation> history(int limit, long before);

  /** Subject to what is refused. */
  SortedMap<String, Memory.Quarantine> quarantine();

  /** Whether something was refused under this name. */
  boolean clearQuarantine(String subject);

  /** Changes nothing until resumed. */
  void suspend(String reason, Optional<Instant> until);

  void resume();

  /** What people told this agent beside git; a turn follows each change. */
  OrderBook orders();

  /** The ways to delete what sites left behind, and to fill sites again. */
  SiteData data();

  /** What can be seen while it works. */
  Live live();

  /**
   * Ends the operation under way at its next safe point; what it has not finished is refused until
   * git asks for something else, or somebody clears it. Empty when none is under way.
   */
  Optional<Operation> terminate(String by);

  /** Looks at git soon, as after a webhook; never more often than once a second. */
  void poll();

  /**
   * Whether a push there may concern this host: to the branch of its configuration, or to what one
   * of its sites is built from.
   *
   * @param ref such as {@code refs/heads/main}
   */
  boolean follows(String ref);
}
