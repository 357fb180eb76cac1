package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an agent on a host counts, and that nothing is left of what is gone. */
@ExtendWith(OnDemoHost.class)
class MetricsIT {
  private static final String EXTRA = "  extra: { role: php-fpm, image: \"%s/php:8.4-1\" }\n";

  @Test
  void anUpgradeIsCounted(DemoHost host) {
    var before = series(host);
    host.mergePhp(1, 2);
    host.synced();
    var after = series(host);
    for (var series :
        List.of(
            "pilaster_upgrades_total{service=\"php82\",outcome=\"Applied\",}",
            "pilaster_upgrade_duration_seconds_count{service=\"php82\",order=\"start-first\",}",
            "pilaster_sync_total{phase=\"Succeeded\",trigger=\"api\",}",
            "pilaster_sync_duration_seconds_count",
            "pilaster_git_requests_total{kind=\"fetch\",result=\"ok\",}",
            "pilaster_name_update_duration_seconds_count")) {
      var increase = after.getOrDefault(series, 0.0) - before.getOrDefault(series, 0.0);
      assertThat(increase).as(series).isPositive();
    }
  }

  @Test
  void nothingIsLeftOfAContainerThatIsGone(DemoHost host) {
    var file = host.serverFile();
    var extra = EXTRA.formatted(host.registry.address());
    host.config.edit(file, "\ncontainers:\n", "\ncontainers:\n" + extra).merge("One more");
    host.synced();
    assertThat(series(host).keySet()).anyMatch(s -> s.contains("\"extra\""));
    host.config.edit(file, extra, "").merge("One less");
    host.synced();
    assertThat(series(host).keySet()).noneMatch(s -> s.contains("\"extra\""));
  }

  /** Name and labels to the value. */
  private static Map<String, Double> series(DemoHost host) {
    var series = new TreeMap<String, Double>();
    host.api
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              var end = line.lastIndexOf(' ');
              series.put(line.substring(0, end), Double.parseDouble(line.substring(end + 1)));
            });
    return series;
  }
}
