package dev.pilaster.api;

import dev.pilaster.agent.Control;
import dev.pilaster.agent.Events;
import dev.pilaster.agent.Operation;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Subject;
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
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Everything that is counted, under the names of CONTRACT. */
public final class Metrics implements Events {
  private static final double[] SHORT = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30};
  private static final double[] LONG = {.1, .5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800};
  private static final String GIT = "Requests to git servers, of the configuration and of sites.";
  private static final Set<String> RESULTS = Set.of("ok", "error");
  private static final Set<String> REQUESTS = Set.of("ls-remote", "fetch");

  /** What has not happened yet is counted from 0: else its first time is no increase. */
  private static final Set<String> ZERO_PHASES = Set.of("Succeeded", "Failed", "Error");

  private static final Set<String> TRIGGERS =
      Set.of("start", "poll", "webhook", "event", "api", "timer");

  private final CollectorRegistry registry = new CollectorRegistry();

  private final Counter syncs =
      counter("pilaster_sync_total", "Operations that came to rest.", "phase", "trigger");
  private final Histogram syncTimes =
      histogram("pilaster_sync_duration_seconds", "From an operation's start to its rest.", LONG);
  private final Histogram turnTimes =
      histogram(
          "pilaster_turn_duration_seconds", "Turns, without the time of git.", SHORT, "changed");
  private final Upgrades upgrades = new Upgrades(registry, LONG);
  private final Counter gitRequests = counter("pilaster_git_requests_total", GIT, "kind", "result");
  private final Histogram gitTimes =
      histogram("pilaster_git_request_duration_seconds", GIT, SHORT, "kind");
  private final Counter unsigned =
      counter("pilaster_signature_failures_total", "Webhooks whose signature is missing or wrong.");
  private final Counter pulls = counter("pilaster_image_pulls_total", "Pulls of images.", "result");
  private final Histogram pullTimes =
      histogram("pilaster_image_pull_duration_seconds", "Pulls of images.", LONG);
  private final Counter reloads =
      counter(
          "pilaster_reloads_total",
          "Reloads of a program with files of ours.",
          "program",
          "result");
  private final Histogram nameTimes =
      histogram(
          "pilaster_name_update_duration_seconds",
          "From the engine's event of a start to the right answer of dnsmasq.",
          SHORT);
  private final Gauge restarts =
      gauge(
          "pilaster_container_restarts",
          "Restarts of a service's active generation by the engine.",
          "service");
  private final Gauge certificates =
      gauge(
          "pilaster_certificate_expiry_timestamp_seconds",
          "When the certificate of a site expires.",
          "site");

  private final Set<String> shownServices = new TreeSet<>();
  private final Set<String> shownSites = new TreeSet<>();

  /** Nothing has happened yet. */
  public Metrics(Version version) {
    DefaultExports.register(registry);
    gauge("pilaster_build_info", "This build, always 1.", "version", "commit")
        .labels(version.number(), version.commit())
        .set(1);
    ZERO_PHASES.forEach(phase -> TRIGGERS.forEach(trigger -> syncs.labels(phase, trigger)));
    RESULTS.forEach(pulls::labels);
    REQUESTS.forEach(kind -> RESULTS.forEach(result -> gitRequests.labels(kind, result)));
  }

  /** Shows how things stand whenever somebody asks. */
  void show(Control control, Clock clock) {
    registry.register(new Standing(control, clock));
  }

  /** Shows Postfix's queues, counted whenever somebody asks. */
  public void showMail(Supplier<SortedMap<String, Long>> queue) {
    registry.register(new MailQueues(queue));
  }

  void serve(Context request) throws IOException {
    var format = TextFormat.chooseContentType(request.header("Accept"));
    var text = new StringWriter();
    TextFormat.writeFormat(
        format, text, registry.filteredMetricFamilySamples(name -> !name.endsWith("_created")));
    request.contentType(format).result(text.toString());
  }

  void unsigned() {
    unsigned.inc();
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
  public void named(Duration took) {
    nameTimes.observe(seconds(took));
  }

  @Override
  public void ended(Operation operation) {
    syncs.labels(operation.phase().text(), operation.trigger()).inc();
    operation
        .finishedAt()
        .map(end -> Duration.between(operation.startedAt(), end))
        .ifPresent(took -> syncTimes.observe(seconds(took)));
    operation.changes().forEach(upgrades::count);
  }

  @Override
  public void stands(Status status, List<Plan.Approval> approvals) {
    upgrades.only(
        status.resources().stream()
            .map(s -> s.resource().subject())
            .filter(s -> s.kind() == Subject.Kind.CONTAINER)
            .map(Subject::name)
            .collect(Collectors.toSet()));
  }

  @Override
  public void restarts(SortedMap<String, Integer> byService) {
    keepOnly(restarts, shownServices, byService.keySet());
    byService.forEach((service, count) -> restarts.labels(service).set(count));
  }

  @Override
  public void certificates(SortedMap<String, Instant> bySite) {
    keepOnly(certificates, shownSites, bySite.keySet());
    bySite.forEach((site, end) -> certificates.labels(site).set((double) end.getEpochSecond()));
  }

  /** Removes the series of what is gone; {@code shown} is what was there. */
  private static void keepOnly(Gauge gauge, Set<String> shown, Set<String> now) {
    shown.stream().filter(label -> !now.contains(label)).forEach(gauge::remove);
    shown.clear();
    shown.addAll(now);
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
