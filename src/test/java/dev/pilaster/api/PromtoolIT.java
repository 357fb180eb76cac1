package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus' own tool says of what is shipped and exposed. */
class PromtoolIT {
  @TempDir private Path dir;

  private String promtool(Path input, String... words) throws Exception {
    var argv = new java.util.ArrayList<>(List.of("promtool"));
    argv.addAll(List.of(words));
    var output = dir.resolve("output");
    var process =
        new ProcessBuilder(argv)
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    var status = process.waitFor();
    var text = Files.readString(output);
    assertThat(status).as(text).isZero();
    return text;
  }

  @Test
  void everyMetricIsNamedAsPrometheusWantsIt() throws Exception {
    try (var api = new ApiUnderTest()) {
      MetricsTest.feed(api.metrics);
      var text = api.ask("GET", "/metrics", "").answer().text();
      assertThat(text).contains("pilaster_info{", "jvm_threads_current ", "process_cpu_seconds");
      var file = Files.writeString(dir.resolve("metrics"), text);
      assertThat(promtool(file, "check", "metrics")).isEmpty();
    }
  }

  @Test
  void everyRuleFiresAndStops() throws Exception {
    var rules = "packaging/prometheus/pilaster.test.yaml";
    assertThat(promtool(Path.of("/dev/null"), "test", "rules", rules)).contains("SUCCESS");
  }

  @Test
  void everyRuleHasItsTest() throws IOException {
    var rules = names("pilaster.yaml", "- alert: (\\w+)");
    assertThat(rules).isNotEmpty().isSubsetOf(names("pilaster.test.yaml", "alertname: (\\w+)"));
  }

  private static List<String> names(String file, String form) throws IOException {
    var text = Files.readString(Path.of("packaging/prometheus", file), StandardCharsets.UTF_8);
    return java.util.regex.Pattern.compile(form)
        .matcher(text)
        .results()
        .map(r -> r.group(1))
        .distinct()
        .toList();
  }
}
