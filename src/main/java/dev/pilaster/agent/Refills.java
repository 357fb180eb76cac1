package dev.pilaster.agent;

import dev.pilaster.model.Fillings;
import dev.pilaster.model.Fillings.Filling;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The only way to import twice: a site's databases and assets, from the files that git names. */
public final class Refills {
  private final OrderBook orders;
  private final List<Fillings> kinds;

  /**
   * @param orders knows what git wants, and takes what is asked for
   * @param kinds of what is filled from a file
   */
  Refills(OrderBook orders, List<Fillings> kinds) {
    this.orders = orders;
    this.kinds = List.copyOf(kinds);
  }

  /**
   * What an import would fill; empty when git does not place the site here.
   *
   * @throws HostException of kind INVALID when git names no file for it, TRANSIENT when nobody can
   *     say what is there
   */
  public Optional<List<Filling>> look(Name site) {
    return orders.withSite(site).map(here -> fillings(site, here));
  }

  private List<Filling> fillings(Name site, dev.pilaster.model.Desired here) {
    var wanted = here.sites().get(site);
    var all = new ArrayList<Filling>();
    if (wanted != null) {
      kinds.forEach(kind -> all.addAll(kind.of(wanted, here)));
    }
    if (all.isEmpty()) {
      var text = "the pillar names nothing to import for %s: neither import nor assets_import";
      throw new HostException(Kind.INVALID, text.formatted(site));
    }
    return all;
  }

  /**
   * Has the next turns fill all of it, in the order in which a site needs it.
   *
   * @param replace whether what is there may go
   * @throws HostException of kind INVALID when it may not, and something is; TRANSIENT while an
   *     import is under way
   */
  public synchronized Optional<List<Filling>> ask(Name site, boolean replace, String by) {
    var fillings = look(site);
    fillings.ifPresent(
        all -> {
          all.forEach(filling -> check(filling, replace));
          orders.fillAgain(all.stream().map(Filling::subject).toList(), replace, by);
        });
    return fillings;
  }

  private void check(Filling filling, boolean replace) {
    var subject = filling.subject();
    var asked = orders.orders().again(subject);
    if (filling.underWay() || asked.isPresent()) {
      var by = asked.map(a -> ", asked for by %s at %s".formatted(a.by(), a.since())).orElse("");
      throw new HostException(Kind.TRANSIENT, "an import of " + subject + " is under way" + by);
    }
    if (!filling.has().isEmpty() && !replace) {
      var text = "%s is not empty, it has %s: only with `replace` it goes";
      throw new HostException(Kind.INVALID, text.formatted(filling.into(), filling.has()));
    }
  }
}
