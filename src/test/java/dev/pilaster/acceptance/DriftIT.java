package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.host.Daemon;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With {@code drift: warn} what somebody changes by hand is named by its field and left alone. */
@ExtendWith(OnDemoHost.class)
class DriftIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String WARN = "schema: 1\nreconcile: { drift: warn }\n";
  private static final String VHOST = "/etc/nginx/pilaster.d/hello.conf";
  private static final String CODE = "/srv/sites/hello";

  /** A resource, and a field of it that a hand has changed. */
  private record Field(String kind, String name, String field) {
    boolean isIn(JsonNode resource) {
      return AgentApi.each(resource.path("drift"))
          .anyMatch(d -> d.path("field").asText().startsWith(field));
    }

    boolean isTold(List<String> events) {
      return events.stream()
          .map(AgentApi::parse)
          .filter(e -> e.path("kind").asText().equals(kind) && e.path("name").asText().equals(name))
          .anyMatch(this::isIn);
    }
  }

  @Test
  void itIsShownOnEverySurfaceAndUndoneOnceRepairsAreWanted(DemoHost host) {
    host.config.edit(host.serverFile(), "schema: 1\n", WARN).merge("Warn only");
    host.synced();
    var events = new CopyOnWriteArrayList<String>();
    new Daemon("events").newThread(() -> listen(host, events)).start();
    var php = host.box.only("php82");
    var before = memory(host, php);
    host.box.run("docker", "update", "-m", "300m", "--memory-swap", "600m", php.name()).good();
    var updated = Stopwatch.start();
    var memory = new Field("container", "php82", "mem_limit");
    host.await.until("an event names the field", SOON, () -> memory.isTold(events));
    updated.report("a docker update, until an event names its field");
    host.box.sh("sed -i '1a # mine' %s && chmod 777 %s".formatted(VHOST, CODE));
    var changed =
        List.of(memory, new Field("fileset", "nginx", VHOST), new Field("tree", "hello", CODE));
    changed.forEach(f -> isShown(host, events, f));
    assertThat(host.box.run("pilaster", "drift", "--exit-code").exit()).isEqualTo(3);
    isLeftAlone(host, php);
    host.config.edit(host.serverFile(), WARN, "schema: 1\n").merge("Repair again");
    host.synced();
    assertThat(host.box.run("cat", VHOST).good()).doesNotContain("# mine");
    assertThat(memory(host, host.box.only("php82"))).isEqualTo(before);
    assertThat(host.box.run("pilaster", "drift", "--exit-code").exit()).isZero();
    assertThat(host.api.get("/metrics").body()).doesNotContain("pilaster_drift_field{");
  }

  private static void listen(DemoHost host, List<String> events) {
    host.api
        .lines("/api/v1/events")
        .filter(line -> line.startsWith("data: {") && line.contains("\"drift\""))
        .forEach(line -> events.add(line.substring("data: ".length())));
  }

  private static void isShown(DemoHost host, List<String> events, Field field) {
    host.await.until(
        "drift of " + field,
        SOON,
        () -> host.api.resource(field.kind(), field.name()).filter(field::isIn).isPresent());
    host.await.until("an event of it", SOON, () -> field.isTold(events));
    var metric = "pilaster_drift_field{kind=\"%s\",name=\"%s\",field=\"%s";
    assertThat(host.api.get("/metrics").body())
        .contains(metric.formatted(field.kind(), field.name(), field.field()));
    assertThat(host.box.run("pilaster", "drift").out())
        .contains(field.kind(), field.name(), field.field());
  }

  private static void isLeftAlone(DemoHost host, Box.Generation php) {
    host.api.sync();
    assertThat(memory(host, php)).isEqualTo(Long.toString(300L << 20));
    assertThat(host.box.run("cat", VHOST).good()).contains("# mine");
    assertThat(host.box.run("stat", "-c", "%a", CODE).good().strip()).isEqualTo("777");
    assertThat(host.api.status().path("sync").asText()).isEqualTo("OutOfSync");
  }

  private static String memory(DemoHost host, Box.Generation php) {
    var format = "{{.HostConfig.Memory}}";
    return host.box.run("docker", "inspect", "-f", format, php.name()).good().strip();
  }
}
