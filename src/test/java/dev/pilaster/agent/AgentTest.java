package dev.pilaster.agent;

import static dev.pilaster.sim.Fixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.apply.Applier;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import dev.pilaster.model.Subject;
import dev.pilaster.sim.FakeHost;
import dev.pilaster.sim.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The turn with everything around it but git and the host. */
final class AgentTest {
  private static final Name PHP82 = new Name("php82");
  private static final Optional<Instant> NEVER = Optional.empty();
  private static final SyncRequest SYNC = new SyncRequest(false, Set.of(), false, false, false);

  @TempDir private Path dir;
  private final Hands clock = new Hands();
  private final FakeHost host = new FakeHost(clock);
  private final TreeMap<String, String> files = new TreeMap<>(Fixtures.SITES);
  private Optional<String> gitError = Optional.empty();
  private boolean observeOnly;
  private int commits;
  private final AtomicLong asked = new AtomicLong();
  private Store store;
  private Desk desk;
  private Agent agent;

  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void anAgentOverTheExample() {
    files.put("servers/web1.yaml", SERVER);
    start();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private void start() {
    store = Store.open(dir.resolve("pilaster.db"));
    var orders = new OrderBook(store, clock, Policy.open(), (s, d) -> List.of(), () -> {});
    desk =
        new Desk(
            "web1",
            new History(store),
            new Requests(asked::incrementAndGet, () -> {}),
            new Suspension(store, dir.resolve("suspended"), observeOnly, clock),
            orders,
            new Purges(orders, List.of()),
            new Marks(store, clock),
            Events.NONE,
            new Live(List::of, (container, lines) -> ""));
    var applier = new Applier(host, Runnable::run, clock, () -> {});
    var goals = new Goals(new Slices(store, Fixtures::slice));
    agent =
        new Agent(
            host, applier, this::fetched, TreeMap::new, goals, new MemoryStore(store), desk, clock);
  }

  private Fetched fetched() {
    var code = new TreeMap<Name, Observed.Code>();
    for (var site : List.of("acme", "beta", "docs")) {
      var commit = "a".repeat(40);
      code.put(new Name(site), new Observed.Code(Optional.of(commit), Optional.empty(), clock.now));
    }
    return new Fetched(
        Optional.of(slice()), code, gitError, Optional.of(clock.now), asked.get(), "poll");
  }

  private Slice slice() {
    var id = "%040x".formatted(commits);
    var commit = new Commit("main", id, "somebody", "change " + commits, clock.now);
    return Fixtures.slice(Snapshot.of(commit, files));
  }

  private void commit(String path, String text) {
    commits++;
    files.put(path, text);
  }

  private Operation settle() {
    for (var i = 0; i < 4000; i++) {
      turnAndWait();
      if (i > 2 && desk.status().operation().filter(o -> !o.finished()).isEmpty()) {
        break;
      }
    }
    return desk.history(1, Long.MAX_VALUE).get(0);
  }

  private void awaitRequest() {
    while (asked.get() == 0) {
      Thread.onSpinWait();
    }
  }

  /** A turn, and the time until the agent wants the next one. */
  private void turnAndWait() {
    var soon = clock.now.plusMillis(10);
    clock.now = agent.turn("timer").filter(soon::isBefore).orElse(soon);
  }

  @Test
  void theFirstRevisionIsOneOperationThatSucceeds() {
    var operation = settle();
    assertThat(operation.phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(operation.changes()).extracting("outcome").containsOnly("Applied");
    assertThat(desk.status().sync()).isEqualTo(Resource.Sync.SYNCED);
    assertThat(desk.status().applied().orElseThrow().subject()).isEqualTo("change 0");
  }

  @Test
  void aTurnWithNothingToDoOpensNoOperation() {
    settle();
    settle();
    assertThat(desk.history(10, Long.MAX_VALUE)).hasSize(1);
  }

  @Test
  void aServerFileThatIsWrongChangesNothingAndFailsWithItsLine() {
    settle();
    commit("servers/web1.yaml", SERVER + "containers: twice\n");
    host.did.clear();
    var operation = settle();
    assertThat(operation.phase()).isEqualTo(Phase.FAILED);
    assertThat(operation.message()).contains("servers/web1.yaml:");
    assertThat(host.did).isEmpty();
    assertThat(desk.status().problems()).isNotEmpty();
    assertThat(desk.status().applied().orElseThrow().subject()).isEqualTo("change 0");
  }

  @Test
  void whatIsDeletedComesBackWhileTheServerFileIsWrong() {
    settle();
    commit("servers/web1.yaml", "nonsense: [");
    settle();
    host.containers.remove("php82-g1");
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aSiteFileThatIsWrongHoldsThatSiteAlone() {
    settle();
    commits++;
    files.put("sites/acme.yaml", "type: php\nnonsense: 1\n");
    files.put("servers/web1.yaml", SERVER.replace("256M", "512M"));
    var before = host.files.get(FakeHost.FACTS.nginx() + "/acme.conf");
    var operation = settle();
    assertThat(operation.phase()).isEqualTo(Phase.FAILED);
    assertThat(operation.message()).contains("sites/acme.yaml:2");
    assertThat(host.files).containsEntry(FakeHost.FACTS.nginx() + "/acme.conf", before);
    assertThat(host.live).containsEntry(PHP82, 2);
    assertThat(host.containers.get("php82-g2").fields()).containsKey("volumes./srv/sites/acme");
  }

  @Test
  void aFailedUpgradeIsReportedWithItsLogAndNotTriedAgain() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-broken"));
    var failed = settle();
    assertThat(failed.phase()).isEqualTo(Phase.FAILED);
    assertThat(failed.message()).contains("ping: 502");
    assertThat(failed.changes().get(0).log()).contains("the last words of php82-g2");
    commit("sites/docs.yaml", Fixtures.site("static", "docs") + "redirects: []\n");
    var next = settle();
    assertThat(next.changes()).extracting("outcome").contains("Quarantined");
    assertThat(host.live).containsEntry(PHP82, 1);
  }

  @Test
  void aRollbackIsAnOperationThatFailed() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-turns"));
    var operation = settle();
    assertThat(operation.phase()).isEqualTo(Phase.FAILED);
    assertThat(operation.changes()).extracting("outcome").contains("RolledBack");
  }

  @Test
  void aTerminatedUpgradeGoesBackAndIsNotTriedAgain() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-new"));
    while (desk.status().operation().filter(o -> !o.changes().isEmpty()).isEmpty()
        || host.live.get(PHP82) != 1
        || desk.status().operation().filter(Operation::finished).isPresent()) {
      turnAndWait();
    }
    assertThat(desk.terminate("ada").orElseThrow().phase()).isEqualTo(Phase.TERMINATING);
    var ended = settle();
    assertThat(ended.phase()).isEqualTo(Phase.FAILED);
    assertThat(ended.message()).contains("terminated by ada");
    assertThat(host.live).containsEntry(PHP82, 1);
    assertThat(desk.quarantine().get("container/php82").reason()).isEqualTo("terminated by ada");
    assertThat(desk.terminate("ada")).isEmpty();
  }

  @Test
  void whatIsProvenIsFinishedAlthoughItsOperationIsTerminated() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-new"));
    while (host.live.get(PHP82) == 1
        || desk.status().resources().stream()
            .noneMatch(s -> s.resource().message().contains("observed"))) {
      turnAndWait();
    }
    for (var i = 0; i < 25; i++) {
      turnAndWait();
    }
    desk.terminate("ada");
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aNewProcessKnowsWhatWasRefused() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-broken"));
    settle();
    store.close();
    start();
    agent.turn("start");
    assertThat(desk.quarantine()).containsKey("container/php82");
    assertThat(host.live).containsEntry(PHP82, 1);
  }

  @Test
  void aSyncIsAnsweredByTheOperationThatItOpened() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    var answer = CompletableFuture.supplyAsync(() -> desk.sync(SYNC, Duration.ofMinutes(1)));
    awaitRequest();
    while (!answer.isDone()) {
      turnAndWait();
    }
    assertThat(answer.join().trigger()).isEqualTo("api");
    assertThat(answer.join().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
    Files.writeString(dir.resolve("suspended"), "hands off");
    var dry = new SyncRequest(true, Set.of(), false, false, false);
    var answer = CompletableFuture.supplyAsync(() -> desk.sync(dry, Duration.ZERO));
    awaitRequest();
    while (!answer.isDone()) {
      agent.turn("timer");
    }
    assertThat(answer.join().changes()).isNotEmpty();
    assertThat(answer.join().changes()).extracting("outcome").containsOnly("Skipped");
    assertThat(host.containers).isEmpty();
  }

  @Test
  void aSuspendedAgentWatchesAndChangesNothing() throws Exception {
    settle();
    Files.writeString(dir.resolve("suspended"), "the database moves");
    host.containers.remove("php82-g1");
    agent.turn("event");
    assertThat(host.containers).doesNotContainKey("php82-g2");
    assertThat(desk.status().suspended()).contains("the database moves");
    Files.delete(dir.resolve("suspended"));
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void anAgentThatObservesPlansAndBeginsNothing() {
    stop();
    observeOnly = true;
    start();
    for (var i = 0; i < 20; i++) {
      turnAndWait();
    }
    assertThat(desk.plan().changes()).isNotEmpty();
    assertThat(desk.status().suspended()).contains("mode: observe");
    assertThat(host.did).isEmpty();
    assertThat(desk.history(10, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void timeInSuspensionIsNoTimeOfAnUpgrade() throws Exception {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    while (host.containers.size() < 3) {
      turnAndWait();
    }
    Files.writeString(dir.resolve("suspended"), "a look at it");
    agent.turn("timer");
    clock.now = clock.now.plus(Duration.ofHours(2));
    agent.turn("timer");
    Files.delete(dir.resolve("suspended"));
    settle();
    assertThat(desk.quarantine()).isEmpty();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aPinIsAnOperationThatSaysWhoAskedForItAndOutlivesTheProcess() {
    settle();
    desk.orders()
        .pin(Subject.container(PHP82), "registry.example.com/php:8.3", "a bug", "ada", NEVER);
    var operation = settle();
    assertThat(operation.changes().get(0).because()).contains("pinned by ada: a bug");
    assertThat(host.live).containsEntry(PHP82, 2);
    stop();
    start();
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.3"));
    settle();
    assertThat(desk.orders().orders().pins()).isEmpty();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void whatWaitsForApprovalIsInTheOperationAsSkipped() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("mem_limit: 256m", "update: { approve: true }"));
    var waiting = settle();
    assertThat(waiting.phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(waiting.changes()).extracting("outcome").containsExactly("Skipped");
    var approval = desk.plan().approvals().get(0);
    assertThat(waiting.changes().get(0).message()).contains(approval.id());
    desk.orders().approve(approval.id(), "ada");
    var operation = settle();
    assertThat(operation.changes().get(0).because()).contains("approved by ada");
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void anUpgradeThatIsSuspendedHalfWayEndsItsOperation() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    while (host.containers.size() < 3) {
      turnAndWait();
    }
    desk.orders().hold(Subject.container(PHP82), "a look at it", "ada", NEVER);
    assertThat(settle().finished()).isTrue();
    assertThat(host.live).containsEntry(PHP82, 1);
    desk.orders().letGo(Subject.container(PHP82));
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void gitThatCannotBeReachedIsSaidAndServingGoesOn() {
    settle();
    gitError = Optional.of("git.example.com: connection refused");
    host.containers.remove("php82-g1");
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
    assertThat(desk.status().sourceError()).contains("git.example.com: connection refused");
  }
}
