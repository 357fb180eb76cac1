package dev.pilaster.agent;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Slice;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What git said last.
 *
 * @param slice empty until the config repository was read once
 * @param code site to the commit that its ref names
 * @param error why the config repository cannot be read now
 * @param polledAt when it was last read
 * @param asked the highest number of a request that this fetch began after
 * @param by poll or webhook
 */
public record Fetched(
    Optional<Slice> slice,
    SortedMap<Name, Observed.Code> code,
    Optional<String> error,
    Optional<Instant> polledAt,
    long asked,
    String by) {
  public Fetched {
    code = Collections.unmodifiableSortedMap(new TreeMap<>(code));
  }

  /** What is wanted here, when the files are right. */
  Optional<Desired> desired() {
    return slice.flatMap(Slice::desired);
  }

  /** Why an operation is not what was asked for; with a stand-in for git it is. */
  Optional<String> trouble() {
    return error.filter(e -> slice.filter(s -> StandIn.is(s.commit())).isEmpty());
  }

  /** Before the first fetch. */
  static Fetched nothing() {
    return new Fetched(
        Optional.empty(), new TreeMap<>(), Optional.empty(), Optional.empty(), 0, "poll");
  }
}
