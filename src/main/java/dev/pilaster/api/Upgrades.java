package dev.pilaster.api;

import dev.pilaster.agent.Operation;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Upgrades of services, counted as long as there is such a service. */
final class Upgrades {
  private static final Map<String, String> ORDERS =
      Map.of("replace", "start-first", "replace-stop-first", "stop-first");

  private static final List<String> OUTCOMES =
      List.of("Applied", "RolledBack", "Failed", "Skipped", "Quarantined", "Stuck");

  private final Counter total;
  private final Histogram times;
  private final Set<String> services = new TreeSet<>();

  Upgrades(CollectorRegistry registry, double... buckets) {
    total =
        Counter.build("pilaster_upgrades_total", "Upgrades that ended.")
            .labelNames("service", "outcome")
            .register(registry);
    times =
        Histogram.build(
                "pilaster_upgrade_duration_seconds",
                "From an upgrade's first step to its last one.")
            .labelNames("service", "order")
            .buckets(buckets)
            .register(registry);
  }

  /** Counts a change if it is an upgrade. */
  synchronized void count(Operation.Done done) {
    if (done.kind().equals("container") && ORDERS.containsKey(done.action())) {
      begin(done.name());
      total.labels(done.name(), done.outcome()).inc();
      took(done);
    }
  }

  private void took(Operation.Done done) {
    var steps = done.steps();
    if (!steps.isEmpty()) {
      var first = steps.get(0);
      var last = steps.get(steps.size() - 1);
      var took = Duration.between(first.began(), last.began().plusMillis(last.millis()));
      var order = ORDERS.getOrDefault(done.action(), "");
      times.labels(done.name(), order).observe(took.toNanos() / 1e9);
    }
  }

  /** These are the services; nothing is left of others. */
  synchronized void only(Set<String> now) {
    for (var gone : services.stream().filter(s -> !now.contains(s)).toList()) {
      OUTCOMES.forEach(outcome -> total.remove(gone, outcome));
      ORDERS.values().forEach(order -> times.remove(gone, order));
      services.remove(gone);
    }
    now.forEach(this::begin);
  }

  /** From 0 on: else the first failure is no increase. */
  private void begin(String service) {
    if (services.add(service)) {
      OUTCOMES.forEach(outcome -> total.labels(service, outcome));
    }
  }
}
