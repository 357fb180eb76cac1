package dev.pilaster.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lets a condition through once it has lasted as long as its patience says. */
final class Lasting {
  private Map<String, Instant> since = new TreeMap<>();

  synchronized List<Condition> of(List<Condition> conditions, Instant now) {
    since =
        conditions.stream()
            .collect(
                Collectors.toMap(
                    Condition::key,
                    c -> since.getOrDefault(c.key(), now),
                    (a, b) -> a,
                    TreeMap::new));
    return conditions.stream().filter(c -> lasted(c, now)).toList();
  }

  private boolean lasted(Condition condition, Instant now) {
    var began = since.getOrDefault(condition.key(), now);
    return !now.isBefore(began.plus(condition.patience()));
  }
}
