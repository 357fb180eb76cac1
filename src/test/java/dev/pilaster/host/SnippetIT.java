package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.apply.Applier;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Host;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Plan;
import dev.pilaster.plan.Goal;
import dev.pilaster.plan.Planner;
import dev.pilaster.plan.Situation;
import dev.pilaster.real.Ask;
import dev.pilaster.real.RealNginx;
import dev.pilaster.sim.FakeHost;
import dev.pilaster.sim.Fixtures;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw snippets of two sites, planned as a turn plans them, before a real nginx. */
class SnippetIT {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path dir;
  private final FakeHost rest = new FakeHost(CLOCK);
  private RealNginx nginx;
  private NginxProgram program;
  private Applier applier;
  private Memory memory = Memory.empty();

  @BeforeEach
  void start() throws IOException {
    nginx = new RealNginx(dir.resolve("nginx"));
    var real = new Program(nginx.check(), nginx.reload(), nginx.address(), Duration.ofSeconds(10));
    var defaultSite = new DefaultSite(dir.resolve("none"), file -> "");
    program = new NginxProgram(nginx.directory, dir.resolve("work"), "root", real, defaultSite);
    var host =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Host.class}, (p, m, a) -> call(m, a));
    applier = new Applier((Host) host, Runnable::run, Runnable::run, CLOCK, () -> {});
  }

  @AfterEach
  void stop() {
    nginx.close();
  }

  /** The fake host, but nginx's files go to the real one first. */
  private Object call(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("install") && arguments[0] instanceof Fileset files) {
      if (files.kind() == Fileset.Kind.NGINX) {
        install(files);
      }
    }
    try {
      return method.invoke(rest, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void install(Fileset files) throws IOException {
    try {
      program.install(moved(files));
    } catch (HostException e) {
      var culprits = new TreeMap<String, String>();
      e.culprits().forEach((path, why) -> culprits.put(FakeHost.FACTS.nginx() + file(path), why));
      throw new HostException(e.kind(), String.valueOf(e.getMessage()), culprits);
    }
  }

  private static String file(String path) {
    return path.substring(path.lastIndexOf('/'));
  }

  private Fileset moved(Fileset files) {
    var moved = new TreeMap<String, Fileset.Text>();
    files.files().forEach((path, text) -> moved.put(nginx.directory + file(path), text));
    return new Fileset(files.kind(), moved, files.digest());
  }

  private Desired sites(String acme, String docs) {
    var server =
        """
        nginx: { listen: ["127.0.0.1:%d"], log_dir: %s }
        sites: { acme: {}, docs: {} }
        """
            .formatted(nginx.port, dir);
    var files =
        Map.of(
            "servers/web1.yaml", server,
            "sites/acme.yaml", Fixtures.site("static", "acme") + "nginx: { include: acme.conf }\n",
            "sites/docs.yaml", Fixtures.site("static", "docs") + "nginx: { include: docs.conf }\n",
            "acme.conf", acme,
            "docs.conf", docs);
    var slice = Fixtures.slice(files);
    assertThat(slice.problems()).isEmpty();
    return slice.desired().orElseThrow();
  }

  /** Three turns: one that tries, one that learns, one in which nothing is left to do. */
  private Plan settle(Desired desired) {
    turn(desired);
    turn(desired);
    return turn(desired);
  }

  private Plan turn(Desired desired) {
    var commit = new Commit("main", "0".repeat(40), "somebody", "a change", CLOCK.instant());
    var goal = new Goal(commit, desired, new TreeSet<>(), new TreeMap<>(), Orders.NONE);
    var observed = rest.observe(Planner.watch(goal, FakeHost.FACTS, Set.of()));
    var plan =
        Planner.plan(
            new Situation(
                goal, observed, memory, new TreeMap<>(), applier.busy(), CLOCK.instant()));
    memory = plan.memory();
    applier.begin(plan);
    applier.collect().forEach(o -> memory = memory.after(o, CLOCK.instant()));
    return plan;
  }

  private static String hand(int status) {
    return "location = /hand {\n    return %d;\n}\n".formatted(status);
  }

  private int asked(String site) {
    return new Ask(nginx.port, site + ".example.com").get("/hand").status();
  }

  private static String nginxOf(Plan plan) {
    return plan.resources().stream()
        .filter(r -> r.subject().name().equals("nginx"))
        .findFirst()
        .orElseThrow()
        .message();
  }

  @Test
  void aBadOneKeepsItsOwnSiteBackAndNoOther() {
    assertThat(nginxOf(settle(sites(hand(201), hand(202))))).isEmpty();
    assertThat(asked("acme")).isEqualTo(201);
    var plan = settle(sites("locatoin = /hand { return 203; }\n", hand(204)));
    assertThat(asked("acme")).isEqualTo(201);
    assertThat(asked("docs")).isEqualTo(204);
    assertThat(nginxOf(plan)).contains("acme.conf was refused: unknown directive \"locatoin\"");
    assertThat(nginxOf(settle(sites(hand(205), hand(204))))).isEmpty();
    assertThat(asked("acme")).isEqualTo(205);
  }

  @Test
  void oneThatEndsItsServerIsRefusedToo() {
    settle(sites(hand(201), hand(202)));
    var plan = settle(sites("}\n", hand(204)));
    assertThat(asked("acme")).isEqualTo(201);
    assertThat(asked("docs")).isEqualTo(204);
    assertThat(nginxOf(plan)).contains("acme.conf was refused: unexpected \"}\"");
  }

  @Test
  void aNewSiteWithABadOneIsNotServed() {
    var plan = settle(sites("root;\n", hand(202)));
    assertThat(asked("docs")).isEqualTo(202);
    assertThat(asked("acme")).isZero();
    assertThat(nginxOf(plan)).contains("acme.conf was refused");
  }
}
