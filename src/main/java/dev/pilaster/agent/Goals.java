package dev.pilaster.agent;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Orders;
import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import dev.pilaster.model.Slice;
import dev.pilaster.plan.Goal;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** From what git says, right or wrong, to what a turn wants: the wrong parts as they were last. */
final class Goals {
  private static final String SERVER = "";

  private final Slices slices;

  Goals(Slices slices) {
    this.slices = slices;
  }

  /** Remembers which parts of a slice are right. */
  Memory valid(Slice slice, Memory memory) {
    if (slice.desired().isEmpty()) {
      return memory;
    }
    var id = slice.commit().id();
    var known =
        memory.with(
            draft -> {
              draft.valid.put(SERVER, id);
              var sites = slice.desired().get().sites().keySet();
              sites.forEach(site -> draft.valid.put(site.value(), id));
              draft
                  .valid
                  .keySet()
                  .removeIf(
                      key ->
                          !key.equals(SERVER)
                              && !sites.contains(new Name(key))
                              && !slice.broken().contains(new Name(key)));
              return draft;
            });
    if (!known.equals(memory)) {
      slices.keep(slice);
      slices.prune(known);
    }
    return known;
  }

  /** The goal; empty when the server's files are wrong and never were right. */
  Optional<Goal> goal(Slice slice, Memory memory, Orders orders) {
    var right =
        slice.desired().isPresent()
            ? Optional.of(slice)
            : Optional.ofNullable(memory.valid().get(SERVER)).flatMap(slices::at);
    return right.flatMap(r -> r.desired().map(desired -> goal(r, desired, memory, orders)));
  }

  private Goal goal(Slice right, Desired desired, Memory memory, Orders orders) {
    var sites = new TreeMap<Name, Site>(desired.sites());
    var lost = new TreeSet<Name>();
    for (var broken : right.broken()) {
      former(broken, memory).ifPresentOrElse(s -> sites.put(broken, s), () -> lost.add(broken));
    }
    return new Goal(
        right.commit(),
        new Desired(desired.server(), desired.services(), sites),
        lost,
        lastGood(memory),
        orders);
  }

  private Optional<Site> former(Name site, Memory memory) {
    return Optional.ofNullable(memory.valid().get(site.value()))
        .flatMap(slices::at)
        .flatMap(Slice::desired)
        .map(d -> d.sites().get(site));
  }

  /** Only what is refused needs its older description. */
  private SortedMap<Name, Service> lastGood(Memory memory) {
    var services = new TreeMap<Name, Service>();
    memory
        .good()
        .forEach(
            (name, good) -> {
              if (memory.quarantine().containsKey("container/" + name)) {
                slices
                    .at(good.commit())
                    .flatMap(Slice::desired)
                    .map(d -> d.services().get(new Name(name)))
                    .ifPresent(service -> services.put(service.name(), service));
              }
            });
    return services;
  }
}
