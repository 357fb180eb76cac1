package dev.pilaster.api;

import dev.pilaster.model.CronRun;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.SortedMap;

/** What the sites' jobs count, as their own wrapper wrote it down: the agent need not have run. */
final class CronFamilies {
  private CronFamilies() {}

  /**
   * @param runs {@code site/job} to its last run
   */
  static List<MetricFamilySamples> of(SortedMap<String, CronRun> runs) {
    var success =
        new GaugeMetricFamily(
            "pilaster_cron_last_success_timestamp_seconds",
            "When a job of a site last ended with 0.",
            List.of("site", "cron"));
    var total =
        new CounterMetricFamily(
            "pilaster_cron_runs_total",
            "Runs of a job of a site that ended.",
            List.of("site", "cron", "result"));
    runs.forEach(
        (key, run) -> {
          var slash = key.indexOf('/');
          var site = key.substring(0, slash);
          var job = key.substring(slash + 1);
          run.succeeded()
              .ifPresent(t -> success.addMetric(List.of(site, job), t.toEpochMilli() / 1000.0));
          run.counts()
              .forEach((result, n) -> total.addMetric(List.of(site, job, result), n.doubleValue()));
        });
    return List.of(success, total);
  }
}
