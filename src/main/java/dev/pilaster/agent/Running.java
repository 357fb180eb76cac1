package dev.pilaster.agent;

import dev.pilaster.apply.Applier;
import dev.pilaster.git.ConfigRepo;
import dev.pilaster.git.SiteRepos;
import dev.pilaster.git.Wire;
import dev.pilaster.host.Daemon;
import dev.pilaster.host.LocalHost;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import dev.pilaster.pillar.Pillars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The composition root: an agent at work, with the threads that it lives on. */
public final class Running implements AutoCloseable {
  /** How many subjects are worked on at the same time. */
  private static final int LANES =
      Math.min(16, Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FileChannel lock;
  private final Store store;
  private final Binding binding;
  private final StandIn standIn;
  private final Events listener;
  private final ConfigRepo config;
  private final SiteRepos sites;
  private final LocalHost host;
  private final Feed feed;
  private final Loop loop;
  private final Desk desk;
  private final ExecutorService lanes = Executors.newFixedThreadPool(LANES, new Daemon("step"));
  private final ExecutorService quick = Executors.newFixedThreadPool(LANES, new Daemon("quick"));
  private final Thread turns;
  private final Thread polls;
  private final Tags tags;
  private final Thread asks;
  private final AutoCloseable events;

  private Running(Setup setup, Function<Notebook, Events> listening) {
    var clock = Clock.systemUTC();
    var state = setup.places().state();
    this.lock = lock(state);
    this.store = Store.open(state.resolve("pilaster.db"));
    this.binding = Binding.of(state);
    this.listener = listening.apply(new Notebook(store));
    this.standIn = standIn(setup, store, clock);
    var wire = new Wire(Wire.DEFAULT.patience(), clock, counting(listener));
    this.config = new ConfigRepo(state.resolve("config"), setup.source(), wire);
    this.sites = new SiteRepos(state.resolve("mirrors"), wire);
    this.host = host(setup, sites, clock);
    this.feed =
        new Feed(
            config::fetch,
            new Slicer(setup.server(), setup.policy(), setup.ageKeyFile())::slice,
            sites::resolve,
            standIn,
            pause(setup),
            clock,
            () -> fetched());
    this.tags = new Tags(host::latest, () -> feed.latest().desired(), () -> signal("registry"));
    var applier = new Applier(host, lanes, quick, clock, () -> signal("event"));
    this.desk = desk(setup, listener, clock, live(applier));
    var agent = agent(setup, clock, applier);
    var deep = new Every(setup.deep(), clock, host::renew);
    this.loop = new Loop(deep.before(agent::turn), clock);
    this.turns = new Thread(loop, "turn");
    this.polls = new Thread(feed, "poll");
    this.asks = new Daemon("tags").newThread(tags);
    this.events = host.events(at -> signal("event"), agent::missed, listener::named);
    turns.start();
    polls.start();
    asks.start();
  }

  private static StandIn standIn(Setup setup, Store store, Clock clock) {
    var path = setup.source().path();
    return new StandIn(store, path, snapshot -> slice(setup, snapshot), clock);
  }

  /** From one poll to the next. */
  private static Supplier<Duration> pause(Setup setup) {
    var random = new Random();
    return () -> setup.interval().plusMillis(random.nextLong(setup.jitter().toMillis() + 1));
  }

  private static LocalHost host(Setup setup, SiteRepos sites, Clock clock) {
    return new LocalHost(
        setup.engine(),
        setup.namePrefix(),
        setup.places(),
        setup.nginx(),
        setup.dnsmasq(),
        setup.postfix(),
        sites::export,
        clock);
  }

  /**
   * Starts an agent; one a host.
   *
   * @param listener is given where to keep what it has to know after a restart
   */
  public static Running start(Setup setup, Function<Notebook, Events> listener) {
    return new Running(setup, listener);
  }

  private Live live(Applier applier) {
    var watching = host.watching();
    return new Live(
        () -> Progress.of(applier.doing(), watching::pull), watching::logs, binding::look);
  }

  private Desk desk(Setup setup, Events listener, Clock clock, Live live) {
    var orders =
        new OrderBook(store, clock, setup.policy(), sites::commits, standIn, () -> signal("api"));
    return new Desk(
        setup.server().value(),
        new History(store),
        new Requests(this::ask, () -> feed.nudge()),
        new Suspension(store, setup.suspendedFile(), setup.observeOnly(), binding, clock),
        orders,
        new SiteData(new Purges(orders, host.remains()), new Refills(orders, host.fillings())),
        new Marks(store, clock),
        listener,
        live);
  }

  private Agent agent(Setup setup, Clock clock, Applier applier) {
    var slices = new Slices(store, snapshot -> slice(setup, snapshot));
    return new Agent(
        host,
        applier,
        feed::latest,
        tags::latest,
        new Goals(slices),
        new MemoryStore(store),
        desk,
        clock);
  }

  /** Who asks wants to know what is slow to look at as well. */
  private long ask() {
    host.refresh();
    tags.ask();
    return feed.ask();
  }

  private void fetched() {
    loop.now("poll");
  }

  private void signal(String trigger) {
    loop.signal(trigger);
  }

  private static Slice slice(Setup setup, Snapshot snapshot) {
    return Pillars.slice(snapshot, setup.server(), setup.policy(), new Vault(setup.ageKeyFile()));
  }

  private static dev.pilaster.git.GitListener counting(Events listener) {
    return (kind, good, took) -> listener.git(kind.text(), good ? "ok" : "error", took);
  }

  /** Two agents over one state directory would undo each other's work. */
  private static FileChannel lock(Path state) {
    try {
      Files.createDirectories(state);
      var channel =
          FileChannel.open(
              state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new IllegalStateException("another agent works in " + state);
      }
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + state, e);
    }
  }

  /** Postfix's queues and how many messages wait in each. */
  public java.util.SortedMap<String, Long> mailQueue() {
    return host.mailQueue();
  }

  /** What the API asks. */
  public Control control() {
    return desk;
  }

  /** Lets the steps under way end, within a bound; what is cut off is found by the next start. */
  @Override
  public void close() throws IOException {
    rest();
    listener.close();
    host.close();
    config.close();
    sites.close();
    store.close();
    lock.close();
  }

  /** No turn and no step begins any more; an interrupt ends the waiting for those under way. */
  private void rest() throws IOException {
    feed.stop();
    asks.interrupt();
    loop.stop();
    try {
      events.close();
      turns.join(PATIENCE.toMillis());
      lanes.shutdown();
      quick.shutdown();
      var end = System.nanoTime() + PATIENCE.toNanos();
      for (var pool : List.of(lanes, quick)) {
        var unused = pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IOException("cannot stop listening to the engine", e);
    }
  }
}
