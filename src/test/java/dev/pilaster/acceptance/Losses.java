package dev.pilaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.load.Comparison;
import dev.pilaster.load.Load;
import dev.pilaster.load.Mix;
import dev.pilaster.load.Report;
import dev.pilaster.load.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What upgrades lose, ways side by side. The ways take turns, a block of upgrades each, so that a
 * machine that is slow for a while is slow for all.
 */
final class Losses {
  private static final int BLOCK = 5;

  /** So that some of the slow requests are under way at each switch. */
  private static final Duration BETWEEN = Duration.ofSeconds(4);

  /** A clock that stood still for so long says nothing of what it should have measured. */
  private static final Duration STALL = Duration.ofSeconds(1);

  private static final int TRIES = 3;

  private final int upgrades;
  private final DemoHost host;
  private final Comparison comparison = new Comparison();
  private final Map<String, List<Duration>> durations = new LinkedHashMap<>();
  private final List<String> stalls = new ArrayList<>();
  private Duration lag = Duration.ZERO;

  /**
   * @param upgrades each way
   */
  Losses(DemoHost host, int upgrades) {
    this.host = host;
    this.upgrades = upgrades;
  }

  /** Every way, block by block. */
  void measure(List<Way> ways, Mix mix, int workers) throws Exception {
    ways.forEach(way -> way.begin(workers));
    for (var done = 0; done < upgrades; done += BLOCK) {
      for (var way : ways) {
        var tally = block(way, mix, Math.min(BLOCK, upgrades - done));
        lag = Collections.max(List.of(lag, tally.worstLag()));
        comparison.add(way.title(), tally);
      }
    }
  }

  /** The tally of so many upgrades; of the last try when the machine was too slow in each. */
  private Tally block(Way way, Mix mix, int count) throws IOException, InterruptedException {
    for (var tries = 1; ; tries++) {
      var refused = refused();
      var tally = tried(way, mix, count);
      var stall = stall(tally, refused() - refused);
      if (stall.isEmpty() || tries == TRIES) {
        return tally;
      }
      var text = "repeated, for %s: %s, %d of %d failed";
      stalls.add(text.formatted(stall.get(), way.title(), tally.failed(), tally.requests()));
    }
  }

  /** Why a tally says nothing of a way: the machine itself was too slow for these visitors. */
  private static Optional<String> stall(Tally tally, long refused) {
    if (tally.worstLag().compareTo(STALL) > 0) {
      var late = tally.worstLag().toMillis();
      return Optional.of("the generator itself stood still for " + late + " ms");
    }
    return refused > 0
        ? Optional.of("nginx had no connection left for " + refused + " visitors")
        : Optional.empty();
  }

  /** How many visitors nginx had no connection for, all its days. */
  private long refused() {
    var logs = "/var/log/nginx/error.log /var/log/pilaster/*/error.log";
    var count = "cat " + logs + " | grep -c 'worker_connections are not enough' || true";
    return Long.parseLong(host.box.sh(count).strip());
  }

  private Tally tried(Way way, Mix mix, int count) throws IOException, InterruptedException {
    Await.rest(BETWEEN);
    try (var load = Load.on(way.target(), mix)) {
      for (var i = 0; i < count; i++) {
        Await.rest(BETWEEN);
        var watch = Stopwatch.start();
        way.upgrade();
        took(way, watch.elapsed());
      }
      Await.rest(BETWEEN);
      var tally = load.stop();
      System.err.println(way.title() + "\n" + Report.of(tally));
      assertThat(tally.seen()).as("what answered").contains("image build 1", "image build 2");
      return tally;
    }
  }

  private void took(Way way, Duration time) {
    durations.computeIfAbsent(way.title(), t -> new ArrayList<>()).add(time);
  }

  /** The tables of all that was measured, and what to know of them. */
  String report() {
    return comparison.lost() + "\n" + comparison.delays() + "\n" + String.join("\n", lines());
  }

  private List<String> lines() {
    var lines = new ArrayList<String>();
    durations.forEach((title, took) -> lines.add("- %s: %s".formatted(title, mean(took))));
    lines.add("- the generator was at most %d ms late".formatted(lag.toMillis()));
    lines.add("- nginx had room for 8192 connections a worker");
    stalls.forEach(stall -> lines.add("- " + stall));
    return lines;
  }

  private static String mean(List<Duration> took) {
    var seconds = took.stream().mapToLong(Duration::toMillis).average().orElse(0) / 1000;
    return String.format(Locale.ROOT, "%d upgrades, %.1f s each", took.size(), seconds);
  }
}
