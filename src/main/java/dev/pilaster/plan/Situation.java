package dev.pilaster.plan;

import dev.pilaster.model.Memory;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Subject;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a plan depends on, time included.
 *
 * @param tags image reference to the manifest digest that its registry has under it now, as far as
 *     that is known
 * @param busy subjects whose steps are being performed now; they are left alone
 */
public record Situation(
    Goal goal,
    Observed observed,
    Memory memory,
    SortedMap<String, String> tags,
    Set<Subject> busy,
    Instant now) {
  public Situation {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    busy = Set.copyOf(busy);
  }
}
