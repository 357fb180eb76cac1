package dev.pilaster.api;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/** How many messages wait in each of Postfix's queues; no series where there is no Postfix. */
final class MailQueues extends Collector {
  private final Supplier<SortedMap<String, Long>> queue;

  MailQueues(Supplier<SortedMap<String, Long>> queue) {
    this.queue = queue;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var family =
        new GaugeMetricFamily(
            "pilaster_mail_queue", "Messages in a queue of the host's Postfix.", List.of("queue"));
    queue.get().forEach((name, count) -> family.addMetric(List.of(name), count));
    return List.of(family);
  }
}
