package dev.pilaster.api;

import dev.pilaster.agent.Binding;
import dev.pilaster.agent.Control;
import dev.pilaster.agent.Operation;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Subject;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How things stand, asked at every scrape: series of what is gone are gone as well. */
final class Standing extends Collector {
  private static final List<String> SUBJECT = List.of("kind", "name");
  private static final int LONGEST_VALUE = 100;
  private static final int OPERATIONS_BACK = 200;

  private final Control control;
  private final Clock clock;
  private Optional<Instant> goodSync = Optional.empty();

  Standing(Control control, Clock clock) {
    this.control = control;
    this.clock = clock;
  }

  @Override
  public synchronized List<MetricFamilySamples> collect() {
    var status = control.status();
    var families = new ArrayList<MetricFamilySamples>();
    families.add(info(status));
    families.add(bound(status, control.live().machine()));
    families.addAll(resources(status));
    families.add(quarantined());
    families.addAll(orders());
    families.addAll(CronFamilies.of(control.plan().crons()));
    families.add(
        new GaugeMetricFamily(
            "pilaster_suspended",
            "Whether the agent changes nothing until it is resumed.",
            status.suspended().isPresent() ? 1 : 0));
    families.add(
        time(
            "pilaster_last_poll_success_timestamp_seconds",
            "When the config repository was last read.",
            status.polledAt()));
    families.add(
        time(
            "pilaster_last_sync_success_timestamp_seconds",
            "When everything was last as git asks for.",
            goodSync(status)));
    return families;
  }

  private static MetricFamilySamples info(Status status) {
    var labels = List.of("server", "revision", "sync", "health");
    var revision = status.applied().map(Commit::revision).orElse("");
    return new GaugeMetricFamily("pilaster_info", "This agent, always 1.", labels)
        .addMetric(
            List.of(status.server(), revision, status.sync().text(), status.health().text()), 1);
  }

  /** One name and two machines are one too many: whoever scrapes both sees it. */
  private static MetricFamilySamples bound(Status status, Binding.Machine machine) {
    return new GaugeMetricFamily(
            "pilaster_bound",
            "Whether the server's name is bound to this machine (a digest of its id).",
            List.of("server", "machine"))
        .addMetric(List.of(status.server(), machine.id().orElse("")), machine.foreign() ? 0 : 1);
  }

  private static List<MetricFamilySamples> resources(Status status) {
    var labels = List.of("kind", "name", "sync", "health");
    var info = new GaugeMetricFamily("pilaster_resource_info", "A resource, always 1.", labels);
    var drift =
        new GaugeMetricFamily("pilaster_drift", "Whether it is not as git asks for.", SUBJECT);
    var fields =
        new GaugeMetricFamily(
            "pilaster_drift_fields", "How many of its fields somebody else changed.", SUBJECT);
    var names =
        new GaugeMetricFamily(
            "pilaster_drift_field",
            "A field that somebody else changed, 1 as long as it is so.",
            List.of("kind", "name", "field", "desired", "actual"));
    for (var standing : status.resources()) {
      var resource = standing.resource();
      var kind = resource.subject().kind().text();
      var name = resource.subject().name();
      info.addMetric(List.of(kind, name, resource.sync().text(), resource.health().text()), 1);
      drift.addMetric(List.of(kind, name), resource.sync() == Resource.Sync.OUT_OF_SYNC ? 1 : 0);
      fields.addMetric(List.of(kind, name), resource.drift().size());
      resource.drift().stream()
          .map(d -> List.of(kind, name, d.field(), cut(d.desired()), cut(d.actual())))
          .distinct()
          .forEach(values -> names.addMetric(values, 1));
    }
    return List.of(info, drift, fields, names, updates(status));
  }

  /** The beginning of a value: a label is no place for a file. */
  private static String cut(String value) {
    return value.codePointCount(0, value.length()) <= LONGEST_VALUE
        ? value
        : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
  }

  private static MetricFamilySamples updates(Status status) {
    var family =
        new GaugeMetricFamily(
            "pilaster_update_available",
            "Whether the registry has another image under the tag than the one that runs.",
            List.of("service"));
    status.resources().stream()
        .map(Status.Standing::resource)
        .filter(r -> r.subject().kind() == Subject.Kind.CONTAINER)
        .forEach(
            r -> family.addMetric(List.of(r.subject().name()), r.update().isPresent() ? 1 : 0));
    return family;
  }

  private MetricFamilySamples quarantined() {
    var family =
        new GaugeMetricFamily("pilaster_quarantined", "What is refused on this host.", SUBJECT);
    QuarantineView.of(control.quarantine())
        .quarantine()
        .forEach(item -> family.addMetric(List.of(item.kind(), item.name()), 1));
    return family;
  }

  private List<MetricFamilySamples> orders() {
    var orders = OrdersView.of(control);
    var pending =
        new GaugeMetricFamily(
            "pilaster_approval_pending",
            "How many changes wait for somebody who agrees.",
            orders.approvals().size());
    return List.of(pinned(orders), pending);
  }

  private MetricFamilySamples pinned(OrdersView orders) {
    var family =
        new GaugeMetricFamily(
            "pilaster_pinned", "For how many seconds it has been pinned beside git.", SUBJECT);
    var now = clock.instant();
    for (var pin : orders.pins()) {
      var age = Duration.between(Instant.parse(pin.since()), now);
      family.addMetric(List.of(pin.kind(), pin.name()), Math.max(0, age.toMillis() / 1000.0));
    }
    return family;
  }

  /** The end of the last operation that succeeded, or of a later turn that found all well. */
  private Optional<Instant> goodSync(Status status) {
    if (goodSync.isEmpty()) {
      goodSync = fromHistory();
    }
    var turn = status.turnedAt().filter(t -> status.sync() == Resource.Sync.SYNCED);
    var operation = status.operation().flatMap(Standing::success);
    goodSync =
        Stream.of(goodSync, turn, operation).flatMap(Optional::stream).max(Instant::compareTo);
    return goodSync;
  }

  private Optional<Instant> fromHistory() {
    return control.history(OPERATIONS_BACK, Long.MAX_VALUE).stream()
        .flatMap(o -> success(o).stream())
        .findFirst();
  }

  private static Optional<Instant> success(Operation operation) {
    return operation.finishedAt().filter(f -> operation.phase() == Operation.Phase.SUCCEEDED);
  }

  private static MetricFamilySamples time(String name, String help, Optional<Instant> time) {
    var family = new GaugeMetricFamily(name, help, List.of());
    time.ifPresent(t -> family.addMetric(List.of(), t.toEpochMilli() / 1000.0));
    return family;
  }
}
