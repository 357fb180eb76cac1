package dev.pilaster.agent;

import dev.pilaster.model.Desired;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Name;
import dev.pilaster.model.Remains;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The only way to delete data: what a site left behind, once git has not wanted it any more and the
 * host has let go of it. Any thread may ask.
 */
public final class Purges {
  private final OrderBook orders;
  private final List<Remains> kinds;
  private final Set<Name> gone = new TreeSet<>();

  /**
   * @param orders knows what git wants
   * @param kinds of what a site leaves, in the order in which they go
   */
  Purges(OrderBook orders, List<Remains> kinds) {
    this.orders = orders;
    this.kinds = List.copyOf(kinds);
  }

  /**
   * What a purge of the site would delete; empty when there is nothing.
   *
   * @throws HostException of kind INVALID while git wants the site, TRANSIENT while it is in use
   */
  public List<Remains.Item> look(Name site) {
    var here = unwanted(site);
    var items = new ArrayList<Remains.Item>();
    kinds.forEach(kind -> items.addAll(kind.of(site, here)));
    return items;
  }

  /** Deletes it, and answers what it was. */
  public synchronized List<Remains.Item> purge(Name site) {
    var items = look(site);
    var here = unwanted(site);
    kinds.forEach(kind -> kind.remove(site, here));
    gone.add(site);
    return items;
  }

  private Desired unwanted(Name site) {
    return orders
        .withoutSite(site)
        .orElseThrow(
            () ->
                new HostException(
                    HostException.Kind.INVALID,
                    "the pillar still places " + site + " here: take it away first, and sync"));
  }

  /** Sites that were purged since the last call: what was known of their data is void. */
  synchronized Set<Name> forgotten() {
    var all = Set.copyOf(gone);
    gone.clear();
    return all;
  }
}
