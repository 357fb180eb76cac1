package dev.pilaster.plan;

import dev.pilaster.model.Commit;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Name;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Service;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What this turn wants.
 *
 * @param commit where it comes from
 * @param desired the slice, with its broken sites as they were when they were last right
 * @param lost broken sites that were never right: nothing of theirs is made, and nothing removed
 * @param lastGood service as it was described when its generation proved itself last
 * @param orders what people told this agent beside git
 */
public record Goal(
    Commit commit,
    Desired desired,
    SortedSet<Name> lost,
    SortedMap<Name, Service> lastGood,
    Orders orders) {
  public Goal {
    lost = Collections.unmodifiableSortedSet(new TreeSet<>(lost));
    lastGood = Collections.unmodifiableSortedMap(new TreeMap<>(lastGood));
  }
}
