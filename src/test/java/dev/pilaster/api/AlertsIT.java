package dev.pilaster.api;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.pilaster.agent.Binding;
import dev.pilaster.agent.Status;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Subject;
import dev.pilaster.real.RealPrometheus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped rules and dashboard on a real Prometheus, which scrapes a real API. */
class AlertsIT {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Subject PHP = Subject.parse("container/php82");
  private static final String DOWN = "PilasterAgentDown";

  @TempDir private Path home;
  private final WireMockServer people =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
  private final ApiUnderTest api = new ApiUnderTest();

  /** Another machine that claims the same name. */
  private final ApiUnderTest twin = new ApiUnderTest();

  private RealPrometheus prometheus;

  @BeforeEach
  void start() throws IOException {
    people.start();
    people.stubFor(post(anyUrl()).willReturn(ok()));
    well();
    var id = Optional.of("fedcba9876543210fedcba9876543210");
    twin.control.machine = new Binding.Machine(id, id);
    twin.control.status = api.control.status;
    twin.control.refused.clear();
    prometheus = new RealPrometheus(home, "http://127.0.0.1:" + people.port() + "/alerts");
  }

  @AfterEach
  void stop() {
    prometheus.close();
    api.close();
    twin.close();
    people.stop();
  }

  private void well() {
    var fine = Samples.container(Sync.SYNCED, Health.HEALTHY, List.of());
    api.control.status = status(Sync.SYNCED, Health.HEALTHY, Optional.empty(), Instant.now(), fine);
    api.control.refused.clear();
    api.control.orders().unpin(PHP);
    api.control.plan = Samples.plan();
    api.metrics.restarts(new TreeMap<>(Map.of("php82", 0)));
    api.metrics.certificates(
        new TreeMap<>(Map.of("acme", Instant.now().plus(Duration.ofDays(60)))));
    api.metrics.stands(api.control.status, List.of());
  }

  private void wrong() {
    var drift = List.of(new Difference("mem_limit", "1g", "512m"));
    var drifted = Samples.container(Sync.OUT_OF_SYNC, Health.DEGRADED, drift);
    var before = Instant.now().minus(Duration.ofHours(1));
    api.control.status =
        status(Sync.OUT_OF_SYNC, Health.DEGRADED, Optional.of("a look"), before, drifted);
    api.control.refused.putAll(Samples.refused());
    api.metrics.certificates(new TreeMap<>(Map.of("acme", Instant.now().plus(Duration.ofDays(3)))));
    api.metrics.ended(Samples.finished());
    api.metrics.ended(Samples.stuck());
    api.metrics.restarts(new TreeMap<>(Map.of("php82", 9)));
    api.control.plan = Samples.waiting();
    api.control.ago = Duration.ofDays(2);
    api.control.orders().pin(PHP, "php:8.1", "it leaks", "root", Optional.empty());
  }

  private static Status status(
      Sync sync,
      Health health,
      Optional<String> suspended,
      Instant polled,
      dev.pilaster.model.Resource container) {
    var fileset = sync == Sync.SYNCED ? Samples.fileset() : waiting();
    return new Status(
        "web1",
        sync,
        health,
        suspended,
        Optional.of(Samples.commit(2)),
        Optional.of(Samples.commit(2)),
        Optional.of(Samples.commit(1)),
        Optional.of(Samples.finished()),
        List.of(),
        List.of(
            new Status.Standing(container, polled),
            new Status.Standing(fileset, polled),
            new Status.Standing(cron(health), polled)),
        Optional.empty(),
        Optional.of(polled),
        Optional.of(polled),
        true);
  }

  /** The jobs of the sites: as git asks for, whatever became of their runs. */
  private static dev.pilaster.model.Resource cron(Health health) {
    var subject = new Subject(Subject.Kind.FILESET, "cron");
    return new dev.pilaster.model.Resource(
        subject, Sync.SYNCED, health, List.of(), Optional.empty(), "", "acme/feed");
  }

  /** Git asks for something that is held. */
  private static dev.pilaster.model.Resource waiting() {
    var is = Samples.fileset();
    return new dev.pilaster.model.Resource(
        is.subject(), Sync.OUT_OF_SYNC, Health.SUSPENDED, List.of(), Optional.empty(), "", "waits");
  }

  private List<JsonNode> alerts(String state) {
    var found = new ArrayList<JsonNode>();
    for (var request : people.findAll(postRequestedFor(anyUrl()))) {
      for (var alert : read(request.getBodyAsString()).path("alerts")) {
        if (alert.path("status").asText().equals(state)) {
          found.add(alert);
        }
      }
    }
    return found;
  }

  /** Every alert that is shipped. */
  private static Set<String> alerts() throws IOException {
    var rules = Files.readString(Path.of("packaging/prometheus/pilaster.yaml"));
    var names = new TreeSet<String>();
    Pattern.compile("- alert: (\\w+)").matcher(rules).results().forEach(r -> names.add(r.group(1)));
    return names;
  }

  private static JsonNode read(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String name(JsonNode alert) {
    return alert.path("labels").path("alertname").asText();
  }

  private void await(String state, Set<String> names) {
    await(() -> alerts(state).stream().map(AlertsIT::name).toList().containsAll(names));
    assertThat(alerts(state)).extracting(AlertsIT::name).containsAll(names);
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void whatIsWrongReachesPeopleAndIsResolved() throws IOException {
    var rest = alerts();
    assertThat(rest.remove(DOWN)).isTrue();
    await("firing", Set.of(DOWN));
    prometheus.target(api.port());
    await("resolved", Set.of(DOWN));
    wrong();
    prometheus.target(api.port(), twin.port());
    await("firing", rest);
    var drift = alerts("firing").stream().filter(a -> name(a).equals("PilasterDrift")).toList();
    assertThat(drift.get(0).path("annotations").path("summary").asText())
        .isEqualTo("mem_limit of container/php82 drifted on web1: 512m instead of 1g");
    assertThat(alerts("resolved")).extracting(AlertsIT::name).containsOnly(DOWN);
    well();
    prometheus.target(api.port());
    await("resolved", rest);
  }

  @Test
  void everyQueryOfTheDashboardReturnsData() throws IOException {
    prometheus.target(api.port());
    wrong();
    MetricsTest.feed(api.metrics);
    await(() -> prometheus.query("count_over_time(pilaster_sync_total[10s]) > 4").size() > 0);
    for (var i = 0; i < 3; i++) {
      MetricsTest.feed(api.metrics);
    }
    await(() -> prometheus.query("increase(pilaster_upgrades_total[10s]) > 0").size() > 0);
    var queries = queries();
    assertThat(queries).hasSizeGreaterThan(20);
    assertThat(queries).allSatisfy(q -> assertThat(prometheus.query(q)).as(q).isNotEmpty());
  }

  private static List<String> queries() throws IOException {
    var queries = new ArrayList<String>();
    var dashboard = read(Files.readString(Path.of("packaging/grafana/pilaster.json")));
    for (var panel : dashboard.path("panels")) {
      for (var target : panel.path("targets")) {
        queries.add(
            target
                .path("expr")
                .asText()
                .replace("$__rate_interval", "30s")
                .replace("$__range", "30s")
                .replace("$instance", ".*"));
      }
    }
    return queries;
  }
}
