package dev.pilaster.agent;

import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What people want of the memory; the next turn takes it in. Guarded by its owner's lock. */
final class Wishes {
  private final SortedSet<String> cleared = new TreeSet<>();
  private Optional<String> terminated = Optional.empty();

  /** This subject may be tried again. */
  void clear(String subject) {
    cleared.add(subject);
  }

  /** What is under way is to end. */
  void terminate(String why) {
    terminated = Optional.of(why);
  }

  /** The memory as it is wanted; a sync that was asked for waits for no back-off. */
  Memory granted(
      Memory known, Plan plan, List<Requests.Asked> admitted, Set<Name> purged, Instant now) {
    var retry = admitted.stream().anyMatch(r -> r.request().retryQuarantined());
    var open = terminated.map(why -> Termination.of(known, plan, why, now)).orElse(known);
    var granted =
        open.with(
            draft -> {
              draft.quarantine.keySet().removeIf(key -> retry || cleared.contains(key));
              draft.backoff.keySet().removeIf(key -> !admitted.isEmpty());
              purged.forEach(draft::forgetData);
              return draft;
            });
    cleared.clear();
    terminated = Optional.empty();
    return granted;
  }
}
