package dev.pilaster.agent;

import dev.pilaster.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** What happened, for those who count. Called on the agent's threads; must not wait. */
public interface Events extends AutoCloseable {
  /** Nobody counts. */
  Events NONE = new Events() {};

  /** Nothing happens any more. */
  @Override
  default void close() {}

  /** A turn ended. {@code changed}: it began steps. Git's time is not in it. */
  default void turned(Duration took, boolean changed) {}

  /** How everything stands after a turn, and what waits for somebody who agrees. */
  default void stands(Status status, List<Plan.Approval> approvals) {}

  /** An operation came to rest. */
  default void ended(Operation operation) {}

  /** {@code kind}: ls-remote, fetch or clone; {@code result}: ok or error. */
  default void git(String kind, String result, Duration took) {}

  /** {@code result}: ok or error. */
  default void pulled(String result, Duration took) {}

  /** {@code program}: nginx or dnsmasq; {@code result}: ok or error. */
  default void reloaded(String program, String result) {}

  /** A name answers right, so long after the engine said that a container had started. */
  default void named(Duration took) {}

  /** How often the engine restarted the active generation of each service, as just observed. */
  default void restarts(SortedMap<String, Integer> byService) {}

  /** When the certificate of each site that has one expires. */
  default void certificates(SortedMap<String, Instant> bySite) {}
}
