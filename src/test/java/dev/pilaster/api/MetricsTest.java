package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Status;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Name;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("outer")
class MetricsTest {
  private ApiUnderTest api;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private String scrape() {
    return api.ask("GET", "/metrics", "").answer().text();
  }

  /** Everything that is fed, once. */
  static void feed(Metrics metrics) {
    metrics.turned(Duration.ofMillis(20), false);
    metrics.turned(Duration.ofMillis(200), true);
    metrics.git("ls-remote", "ok", Duration.ofMillis(30));
    metrics.git("fetch", "error", Duration.ofSeconds(3));
    metrics.pulled("ok", Duration.ofSeconds(12));
    metrics.reloaded("nginx", "ok");
    metrics.named(Duration.ofMillis(12));
    metrics.restarts(new TreeMap<>(Map.of("php82", 2)));
    metrics.certificates(new TreeMap<>(Map.of("acme", Samples.NOW)));
    metrics.stands(Samples.status(), List.of());
    metrics.ended(Samples.finished());
  }

  @Test
  void postfixsQueuesAreCountedWhenSomebodyAsks() {
    var queue = new TreeMap<>(Map.of("deferred", 1L));
    api.metrics.showMail(() -> queue);
    assertThat(scrape()).contains("pilaster_mail_queue{queue=\"deferred\",} 1.0");
    queue.put("deferred", 2L);
    assertThat(scrape()).contains("pilaster_mail_queue{queue=\"deferred\",} 2.0");
  }

  @Test
  void namesAndLabelsAreAPromise() {
    feed(api.metrics);
    pin();
    var names = new TreeSet<String>();
    scrape()
        .lines()
        .filter(line -> line.startsWith("# HELP pilaster_") || line.startsWith("pilaster_"))
        .filter(line -> !line.contains("_bucket{"))
        .map(line -> line.replaceAll("=\"[^\"]*\"", "").replaceAll(",?} .*", "}"))
        .map(line -> line.startsWith("# HELP") ? line : line.replaceAll(" [0-9.E-]+$", ""))
        .forEach(names::add);
    Golden.check("api/metrics.txt", String.join("\n", names) + "\n");
  }

  @Test
  void theJvmAndTheProcessAreThereUnderTheirUsualNames() {
    assertThat(scrape())
        .contains(
            "process_resident_memory_bytes ", "jvm_memory_bytes_used{", "jvm_threads_current ");
  }

  @Test
  void nobodyIsToldWhenACounterBegan() {
    feed(api.metrics);
    assertThat(scrape()).doesNotContain("_created");
  }

  @Test
  void driftIsThereAsZeroOrOne() {
    assertThat(scrape())
        .contains("pilaster_drift{kind=\"container\",name=\"php82\",} 1.0")
        .contains("pilaster_drift{kind=\"fileset\",name=\"nginx\",} 0.0")
        .contains("pilaster_drift_fields{kind=\"container\",name=\"php82\",} 1.0");
  }

  @Test
  void driftNamesItsFields() {
    assertThat(scrape())
        .contains(
            "pilaster_drift_field{kind=\"container\",name=\"php82\",field=\"mem_limit\","
                + "desired=\"1g\",actual=\"512m\",} 1.0");
  }

  @Test
  void aLongValueIsCutInALabel() {
    var drift = List.of(new Difference("command", "x".repeat(101), "y".repeat(100)));
    var container = Samples.container(Sync.OUT_OF_SYNC, Health.HEALTHY, drift);
    api.control.status =
        Samples.status(
            Sync.OUT_OF_SYNC, Health.HEALTHY, List.of(new Status.Standing(container, Samples.NOW)));
    assertThat(scrape())
        .contains("desired=\"" + "x".repeat(100) + "…\",actual=\"" + "y".repeat(100) + "\",} 1.0");
  }

  @Test
  void whatHasNotHappenedYetIsZero() {
    api.metrics.stands(Samples.status(), List.of());
    assertThat(scrape())
        .contains("pilaster_sync_total{phase=\"Failed\",trigger=\"webhook\",} 0.0")
        .contains("pilaster_upgrades_total{service=\"php82\",outcome=\"RolledBack\",} 0.0")
        .contains("pilaster_image_pulls_total{result=\"error\",} 0.0");
  }

  @Test
  void jobsAreCountedAsTheirOwnWrapperCountedThem() {
    assertThat(scrape())
        .contains("pilaster_cron_last_success_timestamp_seconds{site=\"acme\",cron=\"feed\",} ")
        .contains("pilaster_cron_runs_total{site=\"acme\",cron=\"feed\",result=\"ok\",} 41.0")
        .contains("pilaster_cron_runs_total{site=\"acme\",cron=\"feed\",result=\"failed\",} 2.0");
  }

  @Test
  void seriesOfWhatIsGoneDisappear() {
    feed(api.metrics);
    assertThat(scrape()).contains("name=\"php82\"", "service=\"php82\"", "pilaster_quarantined{");
    api.control.status = Samples.status(Sync.SYNCED, Health.HEALTHY, List.of());
    api.control.refused.clear();
    api.control.plan = Samples.waiting();
    api.metrics.restarts(new TreeMap<>());
    api.metrics.certificates(new TreeMap<>());
    api.metrics.stands(api.control.status, List.of());
    assertThat(scrape())
        .doesNotContain("php82", "acme", "pilaster_quarantined{", "pilaster_drift{");
  }

  private void pin() {
    var php82 = Subject.container(new Name("php82"));
    api.control.orders().pin(php82, "php:8.1", "it leaks", "root", Optional.empty());
  }

  @Test
  void aPinIsThereWithItsAgeAndOnlyWhileItLasts() {
    pin();
    assertThat(scrape()).contains("pilaster_pinned{kind=\"container\",name=\"php82\",} 0.0");
    api.control.orders().unpin(Subject.container(new Name("php82")));
    assertThat(scrape()).doesNotContain("pilaster_pinned{");
  }

  @Test
  void approvalsThatWaitAreCounted() {
    assertThat(scrape()).contains("pilaster_approval_pending 0.0");
    api.control.plan = Samples.waiting();
    assertThat(scrape()).contains("pilaster_approval_pending 1.0");
    api.control.orders().approve("1a2b3c4d", Subject.parse("container/php82"), "root");
    assertThat(scrape()).contains("pilaster_approval_pending 0.0");
  }

  @Test
  void aStateIsOneSeriesAndNotTwo() {
    assertThat(scrape()).contains("pilaster_info{server=\"web1\",").contains("sync=\"OutOfSync\"");
    api.control.status = Samples.status(Sync.SYNCED, Health.HEALTHY, List.of());
    assertThat(scrape()).containsOnlyOnce("pilaster_info{").doesNotContain("OutOfSync");
  }

  @Test
  void anUpgradeIsCountedWithItsEnd() {
    feed(api.metrics);
    assertThat(scrape())
        .contains("pilaster_upgrades_total{service=\"php82\",outcome=\"RolledBack\",} 1.0")
        .contains(
            "pilaster_upgrade_duration_seconds_sum{service=\"php82\",order=\"start-first\",} 13.0")
        .contains("pilaster_sync_total{phase=\"Failed\",trigger=\"poll\",} 1.0")
        .contains("pilaster_sync_duration_seconds_sum 30.5");
  }

  @Test
  void theLastGoodSyncIsFoundInTheHistory() {
    assertThat(scrape()).contains("pilaster_last_sync_success_timestamp_seconds 1.79534792E9");
  }

  @Test
  void aTurnThatFindsAllWellIsAGoodSync() {
    api.control.status = Samples.status(Sync.SYNCED, Health.HEALTHY, List.of());
    assertThat(scrape()).contains("pilaster_last_sync_success_timestamp_seconds 1.795348796E9");
  }

  @Test
  void openMetricsAreSpokenToo() {
    var answer =
        api.ask("GET", "/metrics", "")
            .header("Accept", "application/openmetrics-text; version=1.0.0")
            .answer();
    assertThat(answer.header("Content-Type")).startsWith("application/openmetrics-text");
    assertThat(answer.text()).endsWith("# EOF\n");
  }
}
