package dev.pilaster.host;

import dev.pilaster.model.Data;
import dev.pilaster.model.DatabaseOrder;
import dev.pilaster.model.DatabaseServer;
import dev.pilaster.model.Dump;
import dev.pilaster.model.Fillings;
import dev.pilaster.model.Release;
import dev.pilaster.model.Remains;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;

/** The part of this machine that is data: of containers, and in databases. */
abstract class LocalData extends LocalDisk {
  final Engine engine;
  final Sockets sockets;
  final Databases databases;
  private final Snapshots snapshots = new Snapshots(Mounts.OF_THIS_HOST);
  private final Dumps dumps;
  private final RunningServers servers;
  private final Programs.Places places;

  /**
   * @param export writes a release's code into an empty directory
   */
  LocalData(Engine engine, Programs.Places places, BiConsumer<Release, Path> export, Clock clock) {
    super(places, export, clock);
    var sql = new Sql(engine.execs());
    this.engine = engine;
    this.sockets = new Sockets(places.run(), places.group());
    this.dumps = new Dumps(places.state().resolve("dumps"), sql);
    this.databases = new Databases(sql, dumps, clock);
    this.servers = new RunningServers(engine::containers, sockets::pointers);
    this.places = places;
  }

  @Override
  Engine engine() {
    return engine;
  }

  /** What sites leave on this host, in the order in which it goes. */
  public List<Remains> remains() {
    return List.of(
        new DatabaseRemains(servers, databases),
        new SiteRemains(places, dirs -> engine.writers().mustBeNone(dirs)));
  }

  /** What sites have from files, in the order in which it is filled. */
  public List<Fillings> fillings() {
    return List.of(new DatabaseFillings(servers, databases), new AssetFillings(places.sites()));
  }

  @Override
  public void mark(List<String> dirs) {
    DataMarks.make(dirs);
  }

  @Override
  public void room(Data data) {
    snapshots.room(data);
  }

  @Override
  public void snapshot(Data data) {
    engine.writers().mustBeNone(data.dirs());
    snapshots.take(data);
  }

  @Override
  public void restore(Data data) {
    engine.writers().mustBeNone(data.dirs());
    snapshots.restore(data);
  }

  @Override
  public void dump(Dump dump) {
    dumps.make(dump);
  }

  @Override
  public void restoreDump(Dump dump) {
    dumps.restore(dump);
  }

  @Override
  public void refresh() {
    super.refresh();
    renew();
  }

  /** What other programs told is asked anew by the next turn; any thread may say so. */
  public void renew() {
    databases.looks().forgetAll();
    engine.inspections().forgetAll();
  }

  @Override
  public void tell(DatabaseServer server, DatabaseOrder order) {
    databases.tell(server, order);
  }
}
