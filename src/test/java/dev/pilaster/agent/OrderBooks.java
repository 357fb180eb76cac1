package dev.pilaster.agent;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Fillings;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Remains;
import dev.pilaster.model.Subject;
import dev.pilaster.sim.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Books for tests of those who write in them. */
public final class OrderBooks {
  private static final Policy OURS =
      new Policy(
          Optional.empty(),
          true,
          Optional.empty(),
          Optional.of(List.of("registry.example.com")),
          Optional.empty(),
          true);

  /** The commits of every site. */
  private static final List<String> COMMITS =
      List.of(
          "0123456789abcdef0123456789abcdef01234567",
          "1111111111111111111111111111111111111111",
          "1111111222222222222222222222222222222222");

  private OrderBooks() {}

  /**
   * A site called gone has left something, one called busy is still used. Acme has a dump for a
   * schema with tables, beta one for an empty schema, and docs none.
   */
  public static SiteData data(OrderBook orders) {
    return new SiteData(
        new Purges(orders, List.of(new Left())),
        new Refills(orders, List.of((site, here) -> fillings(site.name()))));
  }

  private static List<Fillings.Filling> fillings(Name site) {
    var from = "/srv/backups/%s.sql.gz".formatted(site);
    var has = site.value().equals("acme") ? "12 tables" : "";
    var into = "schema %s on mariadb".formatted(site);
    var filling = new Fillings.Filling(Subject.database(site, "default"), from, into, has, false);
    return site.value().equals("docs") ? List.of() : List.of(filling);
  }

  private static final class Left implements Remains {
    @Override
    public List<Item> of(Name site, Desired here) {
      if (site.value().equals("busy")) {
        throw new HostException(HostException.Kind.TRANSIENT, "container php82-g1 uses it");
      }
      return site.value().equals("gone")
          ? List.of(new Item("/srv/sites/gone/shared", 3 << 20), new Item("/var/log/gone", 1))
          : List.of();
    }

    @Override
    public void remove(Name site, Desired here) {}
  }

  private static List<String> commits(String digits) {
    if (digits.startsWith("dead")) {
      throw new HostException(HostException.Kind.TRANSIENT, "its repository cannot be read");
    }
    return COMMITS.stream().filter(c -> c.startsWith(digits)).toList();
  }

  /**
   * An empty one that knows the example, in a file that goes with the machine's temporary ones;
   * images come from registry.example.com alone.
   */
  public static OrderBook temporary(Clock clock) {
    try {
      var dir = Files.createTempDirectory("orders");
      Stream.of("", "pilaster.db", "pilaster.db-shm", "pilaster.db-wal")
          .forEach(name -> dir.resolve(name).toFile().deleteOnExit());
      var store = Store.open(dir.resolve("pilaster.db"));
      var book =
          new OrderBook(
              store,
              clock,
              OURS,
              (s, digits) -> commits(digits),
              new StandIn(store, ".", Fixtures::slice, clock),
              () -> {});
      var files = new TreeMap<>(Fixtures.SITES);
      files.put("servers/web1.yaml", Fixtures.SERVER);
      var slice = Fixtures.slice(files);
      book.tidy(slice, slice.desired().orElseThrow());
      return book;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
