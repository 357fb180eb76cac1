package dev.pilaster.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/**
 * What the agent costs while nothing changes, on a host of fifty containers and fifty sites ({@code
 * packaging/bench turn}). A turn is compared with the engine's list alone.
 */
final class TurnBench {
  private static final int MANY = 50;
  private static final int TURNS = 20;
  private static final int LISTS = 40;
  private static final int TIMES = 5;
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String LIST =
      "for i in $(seq %d); do curl -s -o /dev/null -w '%%{time_total}\\n'"
          + " --unix-socket /run/docker.sock 'http://engine/containers/json?all=1'; done";

  private final DemoHost host;
  private final AgentProcess agent;
  private final StringJoiner rows = new StringJoiner("\n", "| what | figure |\n|---|---|\n", "");

  private TurnBench(DemoHost host) {
    this.host = host;
    this.agent = new AgentProcess(host);
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    var bench = new TurnBench(DemoHost.get());
    bench.fill();
    bench.turns();
    bench.syncs();
    bench.starts();
    System.out.println(bench.rows);
  }

  /** Containers and PHP sites of one kind, until there are fifty of both. */
  private void fill() {
    var containers = new StringBuilder("containers:\n");
    for (var i = host.box.containers().size(); i < MANY; i++) {
      containers.append("  many%02d:\n    role: php-fpm\n    image: %s\n".formatted(i, image()));
      containers.append("    environment:\n      PHP_FPM_PM: ondemand\n");
    }
    var sites = new StringBuilder("sites:\n");
    for (var i = host.sites().size(); i < MANY; i++) {
      var name = "many%02d".formatted(i);
      sites.append("  %s:\n    container: %s\n".formatted(name, name));
      var site =
          host.config.read("sites/hello.yaml").replace("hello.localhost", name + ".localhost");
      host.config.write("sites/" + name + ".yaml", site);
    }
    host.config.edit(host.serverFile(), "containers:\n", containers.toString());
    host.config.edit(host.serverFile(), "\nsites:\n", "\n" + sites);
    host.config.merge("Many");
    var watch = Stopwatch.start();
    host.await.until("Synced", LONGEST, host::isSynced);
    row("from the merge until all of them serve", "%.0f s", watch.elapsed().toMillis() / 1e3);
  }

  private String image() {
    return host.registry.address() + "/php:8.2-1";
  }

  private void turns() {
    var lists = lists();
    var cpu = agent.cpuSeconds();
    var count = agent.quietTurns();
    var sum = agent.quietTurnSeconds();
    var watch = Stopwatch.start();
    host.await.until(TURNS + " turns", LONGEST, () -> agent.quietTurns() >= count + TURNS);
    var seconds = watch.elapsed().toMillis() / 1e3;
    var turn = 1e3 * (agent.quietTurnSeconds() - sum) / (agent.quietTurns() - count);
    var used = 100 * (agent.cpuSeconds() - cpu) / seconds;
    lists = DoubleStream.concat(DoubleStream.of(lists), DoubleStream.of(lists())).toArray();
    var list = 1e3 * median(lists);
    row("the engine's list of them, median of " + lists.length, "%.0f ms", list);
    row(
        "a turn that finds nothing to do, mean of " + TURNS,
        "%.0f ms, %.1f lists",
        turn,
        turn / list);
    row("the agent's share of a core meanwhile, one poll in 10 s", "%.1f %%", used);
    row("its resident memory", "%.0f MB", agent.residentMegabytes());
  }

  private double[] lists() {
    return host.box.sh(LIST.formatted(LISTS)).lines().mapToDouble(Double::parseDouble).toArray();
  }

  /** These look at everything that is slow to observe as well. */
  private void syncs() {
    var took =
        repeat(
            () -> {
              var watch = Stopwatch.start();
              host.synced();
              return watch.elapsed().toMillis();
            });
    row("a sync over the API that finds nothing to do", "%.0f ms", median(took));
  }

  private void starts() {
    var ready = new ArrayList<Double>();
    var turned =
        repeat(
            () -> {
              var start = agent.restart();
              ready.add(start.ready());
              return start.turned();
            });
    row("from the agent's start until it says it is ready", "%.1f s", median(toArray(ready)));
    row("until its first turn has ended", "%.1f s", median(turned));
  }

  private static double[] repeat(DoubleSupplier measure) {
    return DoubleStream.generate(measure).limit(TIMES).toArray();
  }

  private static double[] toArray(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double median(double... values) {
    var sorted = DoubleStream.of(values).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private void row(String what, String format, Object... figures) {
    var row = "| %s | %s |".formatted(what, String.format(Locale.ROOT, format, figures));
    System.err.println(row);
    rows.add(row);
  }
}
