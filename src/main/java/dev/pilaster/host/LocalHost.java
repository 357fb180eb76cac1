package dev.pilaster.host;

import dev.pilaster.model.Check;
import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Exec;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Release;
import dev.pilaster.model.Server;
import dev.pilaster.model.Service;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** This machine: every verb goes to the one adapter that knows how. */
public final class LocalHost extends LocalData implements AutoCloseable {
  private final Programs programs;
  private final TcpDoors doors = new TcpDoors(Path.of("/proc"));
  private final List<Leftovers> leftovers;
  private final Probes probes;
  private final Commands commands;
  private final Clock clock;
  private final SpareRoom spareRoom;
  private final Optional<NeighbourWatch> neighbours;

  /** Reads files while the engine is asked: an observation takes as long as the longer of both. */
  private final ExecutorService reader = Executors.newSingleThreadExecutor(new Daemon("observe"));

  /**
   * @param engine {@code unix:///var/run/docker.sock}
   * @param prefix of the names of containers and networks
   * @param nginx empty when the host's nginx is not ours to reload
   * @param dnsmasq likewise
   * @param postfix likewise
   * @param export writes a release's code into an empty directory
   */
  public LocalHost(
      String engine,
      String prefix,
      Programs.Places places,
      Optional<Program> nginx,
      Optional<Program> dnsmasq,
      Optional<Program> postfix,
      BiConsumer<Release, Path> export,
      Clock clock) {
    super(new Engine(engine, prefix, configs(places)), places, export, clock);
    this.leftovers = List.of(new Leftovers(places.run()), new Leftovers(configs(places)));
    this.programs = new Programs(places, nginx, dnsmasq, postfix);
    var beside = Executors.newSingleThreadExecutor(new Daemon("neighbours"));
    this.neighbours = nginx.map(p -> new NeighbourWatch(places.nginx(), p.check(), beside));
    this.commands = new Commands(this.engine.execs());
    var sql = new Sql(this.engine.execs());
    var inside = new ExecProbes(sql, commands);
    this.probes = new Probes(nginx.map(Program::address).orElse("127.0.0.1:80"), inside::ask);
    this.clock = clock;
    this.spareRoom = new SpareRoom(List.of(places.state(), places.sites()), this.engine::root);
  }

  private static Path configs(Programs.Places places) {
    return places.state().resolve("configs");
  }

  @Override
  public Observed observe(Watch watch) {
    engine.throwaways().sweep();
    var reading = CompletableFuture.supplyAsync(() -> onDisk(watch), reader);
    var images = engine.images();
    var containers = engine.inspections().containers(watch.busy());
    var network = engine.network(watch.network());
    var live = sockets.pointers();
    var disk = result(reading);
    return new Observed(
        clock.instant(),
        network,
        containers,
        images.digests(),
        images.images(),
        live,
        disk.files(),
        disk.served(),
        disk.neighbours(),
        disk.sites(),
        new TreeMap<>(),
        disk.data(),
        databases.looks().states(watch.databases(), containers, live),
        spareRoom.read(),
        programs.facts());
  }

  private OnDisk onDisk(Watch watch) {
    var sites = new TreeMap<Name, Observed.SiteState>();
    watch.sites().forEach((site, dirs) -> sites.put(site, site(site, dirs, watch)));
    return new OnDisk(
        programs.files(),
        programs.served(),
        neighbours.map(NeighbourWatch::see).orElse(Observed.Neighbours.UNKNOWN),
        sites,
        DataMarks.observe(watch.data()));
  }

  private static OnDisk result(CompletableFuture<OnDisk> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof HostException h ? h : e;
    }
  }

  @Override
  public Observed.HostFacts facts() {
    return programs.facts();
  }

  /**
   * Tells of every change of a container of ours, and of every time that changes may have been
   * missed.
   *
   * @param changed is given the engine's own time of the change
   * @param connected is called whenever the engine was away, and may have lost events
   * @param named is given how long a name took to be right after a start
   */
  public Closeable events(Consumer<Instant> changed, Runnable connected, Consumer<Duration> named) {
    neighbours.ifPresent(n -> n.onNews(() -> changed.accept(clock.instant())));
    walks.onFound(() -> changed.accept(clock.instant()));
    databases.looks().onNews(() -> changed.accept(clock.instant()));
    return new Followed(engine, sockets, programs).start(changed, connected, named);
  }

  /** What can be seen between two turns. */
  public Watching watching() {
    return new Watching(engine);
  }

  @Override
  public String pull(ImageRef image, Optional<Server.Credentials> credentials) {
    return engine.pulls().watched(image.toString(), p -> engine.pull(image, credentials, p));
  }

  /** The manifest digest that the registry has under a tag now; TRANSIENT when it has none. */
  public String latest(ImageRef image, Optional<Server.Credentials> credentials) {
    return engine.latest(image, credentials);
  }

  @Override
  public String removeImage(String image) {
    return engine.removeImage(image);
  }

  @Override
  public void createNetwork(Server.Network network) {
    engine.createNetwork(network);
  }

  @Override
  public void create(ContainerSpec spec) {
    if (!spec.door().isEmpty()) {
      sockets.make(spec.service(), spec.generation(), spec.door());
    }
    engine.create(spec);
  }

  @Override
  public void start(String container, List<String> exclusive) {
    engine.writers().mustBeNone(container, exclusive);
    engine.start(container);
  }

  @Override
  public void stop(String container, Duration grace) {
    engine.stop(container, grace);
  }

  @Override
  public void remove(String container) {
    engine.remove(container);
    tidy(new Name(container.substring(0, container.lastIndexOf("-g"))));
  }

  /** Directories go with their generations, whoever removed these. */
  private void tidy(Name service) {
    var alive = engine.inspections().generations(service);
    leftovers.forEach(l -> l.keepOnly(service, alive));
  }

  @Override
  public void update(String container, String restart, Optional<Service.Limits> limits) {
    engine.update(container, restart, limits);
  }

  @Override
  public String report(String container, int lines) {
    return engine.report(container, lines);
  }

  @Override
  public Evidence check(Check check) {
    return probes.check(check);
  }

  @Override
  public Evidence askSites(List<Check.SiteCheck> sites) {
    return probes.askSites(sites);
  }

  @Override
  public void point(Name service, int generation) {
    sockets.point(service, generation);
    tidy(service);
  }

  @Override
  public void unpoint(Name service) {
    sockets.unpoint(service);
  }

  @Override
  public Evidence drained(Check check) {
    var container = check.container();
    return check.port() == 0 && check.target().startsWith("/")
        ? sockets.drained(Path.of(check.target()))
        : doors.drained(container, engine.pid(container), check.target());
  }

  @Override
  public Evidence idle(String container) {
    return engine.execs().idle(container);
  }

  @Override
  public String exec(Exec exec) {
    return commands.run(exec);
  }

  @Override
  public void install(Fileset files) {
    programs.install(files);
  }

  @Override
  public void close() {
    reader.shutdownNow();
    try {
      engine.close();
    } catch (IOException e) {
      throw new IllegalStateException("close the engine's connection", e);
    }
  }

  /** The half of an observation that needs no engine. */
  private record OnDisk(
      SortedMap<String, String> files,
      SortedMap<String, String> served,
      Observed.Neighbours neighbours,
      SortedMap<Name, Observed.SiteState> sites,
      SortedMap<String, Boolean> data) {}
}
