package dev.pilaster.plan;

import dev.pilaster.model.Memory;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Subject;
import java.time.Instant;
import java.util.Set;

/**
 * Everything that a plan depends on, time included.
 *
 * @param busy subjects whose steps are being performed now; they are left alone
 */
public record Situation(
    Goal goal, Observed observed, Memory memory, Set<Subject> busy, Instant now) {
  public Situation {
    busy = Set.copyOf(busy);
  }
}
