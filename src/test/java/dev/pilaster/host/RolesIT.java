package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Check;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Exec;
import dev.pilaster.model.Probe;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Service.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probes of a real Redis, and of a program that stands in for Solr, in containers. */
class RolesIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Probe PING = new Probe.Exec(List.of("redis-cli", "ping"));
  private static final Probe SYSTEM = new Probe.Http("/solr/admin/info/system", List.of(200));

  /** Takes connections at once, and knows the page a little later, as Solr does. */
  private static final String STAND_IN =
      "mkdir -p /tmp/www/solr/admin/info; httpd -p 8983 -h /tmp/www; sleep 2;"
          + " echo {} > /tmp/www/solr/admin/info/system; exec sleep 600";

  @TempDir static Path dir;
  private static EngineBed bed;
  private static Probes probes;

  @BeforeAll
  static void open() {
    bed = new EngineBed(dir);
    var execs = bed.engine.execs();
    var inside = new ExecProbes(new Sql(execs), new Commands(execs));
    probes = new Probes("127.0.0.1:1", inside::ask);
  }

  @AfterEach
  void clean() {
    bed.removeContainers();
    bed.removeVolumes();
  }

  @AfterAll
  static void close() throws IOException {
    bed.close();
  }

  private static Draft redis() {
    var draft = bed.draft();
    draft.image = "pilaster-test/redis:7.0-1";
    draft.command = null;
    draft.stopSignal = null;
    draft.readOnly = true;
    draft.tmpfs.put("/tmp", "");
    draft.address = bed.network.address(9);
    return draft;
  }

  private static void start(Draft draft) {
    bed.engine.create(draft.spec());
    bed.engine.start(draft.spec().name());
  }

  private static Evidence ask(Probe probe, int port) {
    return probes.check(new Check("web-g1", probe, bed.network.address(9), port, List.of()));
  }

  private static boolean becomesGood(Probe probe, int port) {
    return Poll.until(SOON, () -> ask(probe, port).good());
  }

  private static String cli(String... words) {
    var command = new ArrayList<>(List.of("redis-cli"));
    command.addAll(List.of(words));
    return bed.exec(command.toArray(String[]::new)).text().strip();
  }

  @Test
  void redisAnswersItsOwnProgramAndTheNetwork() {
    start(redis());
    assertThat(becomesGood(PING, 6379)).as(() -> bed.engine.logs("web-g1", 20)).isTrue();
    assertThat(ask(PING, 6379).message()).isEqualTo("exit code 0: PONG");
    assertThat(ask(new Probe.Tcp(), 6379).good()).isTrue();
    assertThat(cli("config", "get", "maxmemory")).endsWith("134217728");
    bed.engine.stop("web-g1", SOON);
    assertThat(bed.only().exitCode()).isZero();
    assertThat(ask(PING, 6379).good()).isFalse();
  }

  @Test
  void aRedisThatRefusesTheProbeIsNotHealthy() {
    start(redis());
    assertThat(becomesGood(PING, 6379)).isTrue();
    assertThat(cli("config", "set", "requirepass", "x")).isEqualTo("OK");
    assertThat(ask(PING, 6379).good()).isFalse();
    assertThat(ask(PING, 6379).message()).contains("NOAUTH");
  }

  @Test
  void thePasswordOfTheEnvironmentIsTheProbesToo() {
    var draft = redis();
    draft.envSecret.put("REDISCLI_AUTH", Secret.of("a \"b\" \\c"));
    start(draft);
    assertThat(becomesGood(PING, 6379)).as(() -> ask(PING, 6379).message()).isTrue();
    assertThat(bed.exec("env", "-u", "REDISCLI_AUTH", "redis-cli", "ping").text())
        .contains("NOAUTH");
    assertThat(bed.exec("cat", "/proc/1/cmdline").text()).doesNotContain("\"b\"");
  }

  @Test
  void theNextGenerationOfAStoreHasItsData() {
    for (var generation = 1; generation < 3; generation++) {
      var draft = redis();
      draft.generation = generation;
      draft.environment.put("REDIS_APPENDONLY", "yes");
      draft.volumes.add(new Volume(false, EngineBed.DATA, "/data", false, false));
      start(draft);
      if (generation == 1) {
        assertThat(becomesGood(PING, 6379)).as(() -> bed.engine.logs("web-g1", 20)).isTrue();
        assertThat(cli("set", "kept", "yes")).isEqualTo("OK");
        bed.engine.stop("web-g1", SOON);
      }
    }
    assertThat(Poll.until(SOON, () -> kept().equals("yes"))).isTrue();
  }

  private static String kept() {
    var none = Optional.<String>empty();
    var get = List.of("redis-cli", "get", "kept");
    var exec = new Exec("web-g2", get, none, none, new TreeMap<>(), SOON);
    return bed.engine.execs().run(exec, Conversation.Feed.NOTHING).text().strip();
  }

  @Test
  void aSearchServerIsHealthyWhenItsAdministrationAnswers() {
    var draft = bed.draft();
    draft.command = List.of("sh", "-c", STAND_IN);
    draft.address = bed.network.address(9);
    start(draft);
    assertThat(Poll.until(SOON, () -> ask(SYSTEM, 8983).message().contains("answered 404")))
        .isTrue();
    assertThat(ask(SYSTEM, 8983).good()).isFalse();
    assertThat(becomesGood(SYSTEM, 8983)).isTrue();
    bed.engine.stop("web-g1", SOON);
    assertThat(ask(SYSTEM, 8983).good()).isFalse();
  }
}
