package dev.pilaster.agent;

import dev.pilaster.apply.Applier;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import dev.pilaster.sim.FakeHost;
import dev.pilaster.sim.Fixtures;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A whole agent that takes its turns by itself, in real time, over a fake host. */
public final class SimulatedAgent implements AutoCloseable {
  private final Clock clock = Clock.systemUTC();
  private final FakeHost host = new FakeHost(clock);
  private final TreeMap<String, String> files = new TreeMap<>(Fixtures.SITES);
  private final AtomicLong asked = new AtomicLong();
  private final Store store;
  private final Desk desk;
  private final Agent agent;
  private final Loop loop = new Loop(this::turn, Clock.systemUTC());
  private final Thread turns;
  private volatile List<Progress> progress = List.of();
  private Slice slice;
  private int commits;

  /** In this directory, with this server file and the sites of the fixtures. */
  public SimulatedAgent(Path dir, String server) {
    files.put("servers/web1.yaml", server);
    slice = slice("the first commit");
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
            new Requests(this::ask, () -> loop.signal("webhook")),
            new Suspension(store, dir.resolve("suspended"), false, Binding.of(dir), clock),
            orders,
            new SiteData(new Purges(orders, List.of()), new Refills(orders, List.of())),
            new Marks(store, clock),
            Events.NONE,
            new Live(
                () -> progress,
                (container, lines) -> container + " is ready\n",
                () -> Binding.Machine.UNKNOWN));
    var goals = new Goals(new Slices(store, Fixtures::slice));
    var applier = new Applier(host, Runnable::run, Runnable::run, clock, () -> {});
    agent =
        new Agent(
            host, applier, this::fetched, TreeMap::new, goals, new MemoryStore(store), desk, clock);
    turns = new Thread(loop, "turn");
    turns.start();
  }

  /** What this turn began is collected by the next one. */
  private synchronized Optional<Instant> turn(String trigger) {
    var soon = clock.instant().plusMillis(100);
    return Optional.of(agent.turn(trigger).filter(soon::isBefore).orElse(soon));
  }

  private long ask() {
    var number = asked.incrementAndGet();
    loop.signal("api");
    return number;
  }

  private Fetched fetched() {
    var code = new TreeMap<Name, Observed.Code>();
    for (var site : List.of("acme", "beta", "docs")) {
      var commit = Optional.of("a".repeat(40));
      code.put(new Name(site), new Observed.Code(commit, Optional.empty(), clock.instant()));
    }
    var now = Optional.of(clock.instant());
    return new Fetched(Optional.of(slice), code, Optional.empty(), now, asked.get(), "poll");
  }

  private Slice slice(String subject) {
    var id = "%08x%032x".formatted(subject.hashCode(), commits);
    var commit = new Commit("main", id, "Ada Lovelace", subject, clock.instant());
    return Fixtures.slice(Snapshot.of(commit, files));
  }

  /** Merges a change. */
  public synchronized void commit(String subject, String path, String text) {
    commits++;
    files.put(path, text);
    slice = slice(subject);
    loop.signal("poll");
  }

  /** Somebody does something by hand. */
  public synchronized void onHost(Consumer<FakeHost> deed) {
    deed.accept(host);
    loop.signal("event");
  }

  /** What is being performed now, since steps here take no time. */
  public void shows(List<Progress> now) {
    progress = now;
  }

  public Control control() {
    return desk;
  }

  @Override
  public void close() {
    loop.stop();
    try {
      turns.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }
}
