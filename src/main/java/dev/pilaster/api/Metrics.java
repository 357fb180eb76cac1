package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.agent.Events;
import dev.pilaster.agent.Operation;
import io.javalin.http.Context;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;

/** Everything that is counted, under the names of CONTRACT. */
public final class Metrics implements Events {
  private static final double[] SHORT = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30};
  private static final double[] LONG = {.1, .5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800};
  private static final Set<String> UPGRADES = Set.of("replace", "replace-stop-first");

  private final CollectorRegistry registry = new CollectorRegistry();

  private final Counter syncs =
      counter("pilaster_sync_total", "Operations that came to rest.", "phase", "trigger");
  private final Histogram syncTimes =
      histogram("pilaster_sync_duration_seconds", "From an operation's start to its rest.", LONG);
  private final Histogram turnTimes =
      histogram(
          "pilaster_turn_duration_seconds", "Turns, without the time of git.", SHORT, "changed");
  private final Counter upgrades =
      counter("pilaster_upgrades_total", "Upgrades that ended.", "service", "outcome");
  private final Histogram upgradeTimes =
      histogram(
          "pilaster_upgrade_duration_seconds",
          "From an upgrade's first step to its last one.",
          LONG,
          "service",
          "order");
  private final Counter gitRequests =
      counter(
          "pilaster_git_requests_total", "Requests to the config repository.", "kind", "result");
  private final Histogram gitTimes =
      histogram(
          "pilaster_git_request_duration_seconds",
          "Requests to the config repository.",
          SHORT,
          "kind");
  private final Counter pulls = counter("pilaster_image_pulls_total", "Pulls of images.", "result");
  private final Histogram pullTimes =
      histogram("pilaster_image_pull_duration_seconds", "Pulls of images.", LONG);
  private final Counter reloads =
      counter(
          "pilaster_reloads_total",
          "Reloads of a program with files of ours.",
          "program",
          "result");
  private final Gauge restarts =
      gauge(
          "pilaster_container_restarts",
          "Restarts of a service's active generation by the engine.",
          "service");

  /** Nothing has happened yet. */
  public Metrics(Version version) {
    DefaultExports.register(registry);
    gauge("pilaster_build_info", "This build, always 1.", "version", "commit")
        .labels(version.number(), version.commit())
        .set(1);
  }

  /** Shows how things stand whenever somebody asks. */
  void show(Control control, Clock clock) {
    registry.register(new Standing(control, clock));
  }

  void serve(Context request) throws IOException {
    var format = TextFormat.chooseContentType(request.header("Accept"));
    var text = new StringWriter();
    TextFormat.writeFormat(
        format, text, registry.filteredMetricFamilySamples(name -> !name.endsWith("_created")));
    request.contentType(format).result(text.toString());
  }

  @Override
  public void turned(Duration took, boolean changed) {
    turnTimes.labels(String.valueOf(changed)).observe(seconds(took));
  }

  @Override
  public void git(String kind, String result, Duration took) {
    gitRequests.labels(kind, result).inc();
    gitTimes.labels(kind).observe(seconds(took));
  }

  @Override
  public void pulled(String result, Duration took) {
    pulls.labels(result).inc();
    pullTimes.observe(seconds(took));
  }

  @Override
  public void reloaded(String program, String result) {
    reloads.labels(program, result).inc();
  }

  @Override
  public void ended(Operation operation) {
    syncs.labels(operation.phase().text(), operation.trigger()).inc();
    operation
        .finishedAt()
        .map(end -> Duration.between(operation.startedAt(), end))
        .ifPresent(took -> syncTimes.observe(seconds(took)));
    operation.changes().stream()
        .filter(done -> done.kind().equals("container") && UPGRADES.contains(done.action()))
        .forEach(this::upgraded);
  }

  private void upgraded(Operation.Done done) {
    upgrades.labels(done.name(), done.outcome()).inc();
    var steps = done.steps();
    if (!steps.isEmpty()) {
      var first = steps.get(0);
      var last = steps.get(steps.size() - 1);
      var took = Duration.between(first.began(), last.began().plusMillis(last.millis()));
      var order = done.action().equals("replace") ? "start-first" : "stop-first";
      upgradeTimes.labels(done.name(), order).observe(seconds(took));
    }
  }

  @Override
  public void restarts(SortedMap<String, Integer> byService) {
    restarts.clear();
    byService.forEach((service, count) -> restarts.labels(service).set(count));
  }

  private static double seconds(Duration took) {
    return took.toNanos() / 1e9;
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.build(name, help).labelNames(labels).register(registry);
  }

  private Gauge gauge(String name, String help, String... labels) {
    return Gauge.build(name, help).labelNames(labels).register(registry);
  }

  private Histogram histogram(String name, String help, double[] buckets, String... labels) {
    return Histogram.build(name, help).labelNames(labels).buckets(buckets).register(registry);
  }
}
