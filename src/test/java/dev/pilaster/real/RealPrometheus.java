package dev.pilaster.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Debian's Prometheus and Alertmanager, with the shipped rules. Time passes faster: a rule's
 * patience is none, and its windows are a few seconds.
 */
public final class RealPrometheus implements AutoCloseable {
  private static final String TARGET =
      """
      {"targets": ["127.0.0.1:%d"], "labels": {"instance": "web%d"}}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final int port = Ports.free();
  private final Running alertmanager;
  private final Running prometheus;

  /**
   * Starts both.
   *
   * @param receiver the URL that alerts are posted to
   */
  public RealPrometheus(Path home, String receiver) throws IOException {
    this.home = home;
    var alerts = Ports.free();
    target(Ports.free());
    Files.writeString(home.resolve("alertmanager.yml"), alertmanager(receiver));
    Files.writeString(home.resolve("rules.yaml"), rules());
    Files.writeString(home.resolve("prometheus.yml"), prometheus(alerts));
    alertmanager =
        Running.start(
            home.resolve("alertmanager.log"),
            () -> ready(alerts),
            List.of(
                "prometheus-alertmanager",
                "--config.file=" + home.resolve("alertmanager.yml"),
                "--storage.path=" + home.resolve("alertmanager"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + alerts));
    prometheus =
        Running.start(
            home.resolve("prometheus.log"),
            () -> ready(port),
            List.of(
                "prometheus",
                "--config.file=" + home.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + home.resolve("tsdb"),
                "--rules.alert.resend-delay=1s",
                "--web.listen-address=127.0.0.1:" + port));
  }

  private static String rules() throws IOException {
    return Files.readString(Path.of("packaging/prometheus/pilaster.yaml"))
        .replaceAll("for: \\w+", "for: 0s")
        .replaceAll("\\[\\w+\\]", "[10s]");
  }

  private String prometheus(int alerts) {
    return """
    global: { scrape_interval: 1s, evaluation_interval: 1s }
    rule_files: [%1$s/rules.yaml]
    alerting: { alertmanagers: [ { static_configs: [ { targets: ["127.0.0.1:%2$d"] } ] } ] }
    scrape_configs:
      - job_name: pilaster
        file_sd_configs: [ { files: ["%1$s/targets.json"], refresh_interval: 1s } ]
    """
        .formatted(home, alerts);
  }

  private static String alertmanager(String receiver) {
    return """
    route:
      { receiver: people, group_by: ["..."], group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
    receivers:
      - name: people
        webhook_configs: [ { url: "%s", send_resolved: true } ]
    """
        .formatted(receiver);
  }

  /** Whom it scrapes from now on, as web1, web2 and so on. */
  public void target(int... agents) throws IOException {
    var next = home.resolve("targets.new");
    var targets =
        IntStream.range(0, agents.length)
            .mapToObj(i -> TARGET.formatted(agents[i], i + 1))
            .collect(Collectors.joining(",", "[", "]"));
    Files.writeString(next, targets);
    Files.move(
        next,
        home.resolve("targets.json"),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  /** The series that an expression gives now. */
  public JsonNode query(String expression) {
    var query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    var answer = get(port, "/api/v1/query?query=" + query);
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(expression + ": " + answer);
    }
    return answer.path("data").path("result");
  }

  private JsonNode get(int at, String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path)).build();
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean ready(int at) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + "/-/ready")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    prometheus.close();
    alertmanager.close();
  }
}
