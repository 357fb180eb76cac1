package dev.pilaster.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What the agent costs while nothing changes, on a host of fifty containers and fifty sites ({@code
 * packaging/bench turn}). A turn is compared with the engine's list alone.
 */
final class TurnBench {
  private static final int MANY = 50;
  private static final int TURNS = 20;
  private static final int LISTS = 40;
  private static final int TIMES = 5;
  private static final int ELSEWHERE = 2000;
  private static final List<Integer> AT_ONCE = List.of(2, 4, 8);

  /** Each answer of the metrics costs the agent as much as a turn. */
  private static final Duration SELDOM = Duration.ofSeconds(20);

  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String LIST =
      "for i in $(seq %d); do curl -s -o /dev/null -w '%%{time_total}\\n'"
          + " --unix-socket /run/docker.sock 'http://engine/containers/json?all=1'; done";

  /** The same containers by the engine's own client, until each listens. */
  private static final String ALONE =
      """
      rm -rf /run/alone && mkdir -p /run/alone
      start=$(date +%%s%%N)
      seq %1$d | xargs -P %2$d -I{} sh -c 'install -d -m 777 /run/alone/{} && docker run -d --label alone=yes \\
        --network pilaster -e PHP_FPM_PM=ondemand -e PHP_FPM_LISTEN=/run/alone/fpm.sock \\
        -v /run/alone/{}:/run/alone %3$s >/dev/null'
      until [ "$(ls /run/alone/*/fpm.sock 2>/dev/null | wc -l)" = %1$d ]; do sleep 0.05; done
      echo $((($(date +%%s%%N) - start) / 1000000))
      docker ps -aq --filter label=alone=yes | xargs docker rm -f >/dev/null
      """;

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
    bench.fill(bench.alone());
    bench.turns("");
    bench.grow();
    bench.turns(", %,d other sites in the repository".formatted(ELSEWHERE));
    bench.syncs();
    bench.hooks();
    bench.starts();
    System.out.println(bench.rows);
  }

  /** Seconds that the engine needs for the containers that {@link #fill} adds, at its fastest. */
  private double alone() {
    var missing = MANY - host.box.containers().size();
    return AT_ONCE.stream()
        .map(atOnce -> ALONE.formatted(missing, atOnce, image()))
        .mapToDouble(script -> Double.parseDouble(host.box.sh(script).strip()) / 1e3)
        .min()
        .orElseThrow();
  }

  /** Containers and PHP sites of one kind, until there are fifty of both. */
  private void fill(double alone) {
    var containers = new StringBuilder("containers:\n");
    for (var i = host.box.containers().size(); i < MANY; i++) {
      containers.append("  many%02d:\n    role: php-fpm\n    image: %s\n".formatted(i, image()));
      containers.append("    environment:\n      PHP_FPM_PM: ondemand\n");
      containers.append("    update:\n      min_healthy: 1s\n");
    }
    var sites = new StringBuilder("sites:\n");
    var added = new ArrayList<WebSite>();
    for (var i = host.sites().size(); i < MANY; i++) {
      var name = "many%02d".formatted(i);
      sites.append("  %s:\n    container: %s\n".formatted(name, name));
      site(name);
      added.add(host.site("hello").beside(name, name + ".localhost"));
    }
    host.config.edit(host.serverFile(), "containers:\n", containers.toString());
    host.config.edit(host.serverFile(), "\nsites:\n", "\n" + sites);
    host.config.merge("Many");
    var watch = Stopwatch.start();
    new Hook(host).read();
    added.forEach(site -> host.await.until(site + " answers", LONGEST, site::answers));
    var served = watch.elapsed().toMillis() / 1e3;
    row("the same containers by `docker run`, at its fastest", "%.0f s", alone);
    row(
        "from the merge until each of them serves its site, healthy for 1 s first",
        "%.0f s, %.2f of that",
        served,
        served / alone);
    host.await.until("Synced", LONGEST, host::isSynced);
  }

  private void site(String name) {
    var like = host.config.read("sites/hello.yaml");
    host.config.write(
        "sites/" + name + ".yaml", like.replace("hello.localhost", name + ".localhost"));
  }

  /** Sites that this server does not have. */
  private void grow() {
    IntStream.range(0, ELSEWHERE).forEach(i -> site("elsewhere%04d".formatted(i)));
    host.config.merge("Many elsewhere");
    host.synced();
  }

  private String image() {
    return host.registry.address() + "/php:8.2-1";
  }

  private void turns(String when) {
    var lists = lists();
    var cpu = agent.cpuSeconds();
    var count = agent.quietTurns();
    var sum = agent.quietTurnSeconds();
    var watch = Stopwatch.start();
    while (agent.quietTurns() < count + TURNS) {
      Await.rest(SELDOM);
    }
    var seconds = watch.elapsed().toMillis() / 1e3;
    var turn = 1e3 * (agent.quietTurnSeconds() - sum) / (agent.quietTurns() - count);
    var used = 100 * (agent.cpuSeconds() - cpu) / seconds;
    lists = DoubleStream.concat(DoubleStream.of(lists), DoubleStream.of(lists())).toArray();
    var list = 1e3 * median(lists);
    row("the engine's list of them, median of " + lists.length + when, "%.0f ms", list);
    row(
        "a turn that finds nothing to do, mean of " + TURNS + when,
        "%.0f ms, %.1f lists",
        turn,
        turn / list);
    row("the agent's share of a core meanwhile, one poll in 10 s" + when, "%.1f %%", used);
    row("its resident memory" + when, "%.0f MB", agent.residentMegabytes());
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

  /** No turn begins before the push is read; the agent looks once a second at most. */
  private void hooks() {
    var took =
        repeat(
            () -> {
              Await.rest(BETWEEN);
              return new Hook(host).read().toMillis();
            });
    row("from a webhook until git has been read", "%.0f ms", median(took));
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
