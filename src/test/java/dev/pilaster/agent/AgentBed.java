package dev.pilaster.agent;

import static dev.pilaster.sim.Fixtures.SERVER;

import dev.pilaster.apply.Applier;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import dev.pilaster.sim.FakeHost;
import dev.pilaster.sim.Fixtures;
import dev.pilaster.sim.Hands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An agent over the example, with a fake host, and git as the test has it. */
abstract class AgentBed {
  static final Name PHP82 = new Name("php82");

  @TempDir Path dir;
  final Hands clock = new Hands();
  final FakeHost host = new FakeHost(clock);
  final TreeMap<String, String> files = new TreeMap<>(Fixtures.SITES);
  Optional<String> gitError = Optional.empty();
  boolean observeOnly;
  int commits;
  final AtomicLong asked = new AtomicLong();
  final TreeSet<String> reloaded = new TreeSet<>();
  final List<Operation> ended = new ArrayList<>();
  private final Events events =
      new Events() {
        @Override
        public void reloaded(String program, String result) {
          reloaded.add(program + " " + result);
        }

        @Override
        public void ended(Operation operation) {
          ended.add(operation);
        }
      };
  Store store;
  Desk desk;
  Agent agent;

  @BeforeEach
  void anAgentOverTheExample() {
    files.put("servers/web1.yaml", SERVER);
    start();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  void start() {
    store = Store.open(dir.resolve("pilaster.db"));
    var orders =
        new OrderBook(
            store,
            clock,
            Policy.open(),
            (s, d) -> List.of(),
            new StandIn(store, ".", Fixtures::slice, clock),
            () -> {});
    desk =
        new Desk(
            "web1",
            new History(store),
            new Requests(asked::incrementAndGet, () -> {}),
            new Suspension(store, dir.resolve("suspended"), observeOnly, binding(), clock),
            orders,
            new SiteData(new Purges(orders, List.of()), new Refills(orders, List.of())),
            new Marks(store, clock),
            events,
            new Live(List::of, (container, lines) -> "", () -> binding().look()));
    var applier = new Applier(host, Runnable::run, Runnable::run, clock, () -> {});
    var goals = new Goals(new Slices(store, Fixtures::slice));
    agent =
        new Agent(
            host, applier, this::fetched, TreeMap::new, goals, new MemoryStore(store), desk, clock);
  }

  Binding binding() {
    return new Binding(dir.resolve("etc-machine-id"), dir.resolve(Binding.NAME));
  }

  Fetched fetched() {
    var code = new TreeMap<Name, Observed.Code>();
    for (var site : List.of("acme", "beta", "docs")) {
      var commit = "a".repeat(40);
      code.put(new Name(site), new Observed.Code(Optional.of(commit), Optional.empty(), clock.now));
    }
    return new Fetched(
        Optional.of(slice()), code, gitError, Optional.of(clock.now), asked.get(), "poll");
  }

  Slice slice() {
    var id = "%040x".formatted(commits);
    var commit = new Commit("main", id, "somebody", "change " + commits, clock.now);
    return Fixtures.slice(Snapshot.of(commit, files));
  }

  void commit(String path, String text) {
    commits++;
    files.put(path, text);
  }

  Operation settle() {
    for (var i = 0; i < 4000; i++) {
      turnAndWait();
      if (i > 2 && desk.status().operation().filter(o -> !o.finished()).isEmpty()) {
        break;
      }
    }
    return desk.history(1, Long.MAX_VALUE).get(0);
  }

  /** A turn, and the time until the agent wants the next one. */
  void turnAndWait() {
    var soon = clock.now.plusMillis(10);
    clock.now = agent.turn("timer").filter(soon::isBefore).orElse(soon);
  }
}
