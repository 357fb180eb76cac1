package dev.pilaster.agent;

import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Since when each resource has stood as it stands. */
final class Standings {
  private Map<Subject, Status.Standing> standings = new TreeMap<>();

  /** As of now; what is gone is forgotten. */
  void update(List<Resource> resources, Instant now) {
    var next = new TreeMap<Subject, Status.Standing>();
    for (var resource : resources) {
      var before = standings.get(resource.subject());
      var since = before != null && same(before.resource(), resource) ? before.since() : now;
      next.put(resource.subject(), new Status.Standing(resource, since));
    }
    standings = next;
  }

  private static boolean same(Resource a, Resource b) {
    return a.sync() == b.sync() && a.health() == b.health();
  }

  List<Status.Standing> list() {
    return List.copyOf(standings.values());
  }

  /** The worst of all parts. */
  Health health() {
    return standings.values().stream()
        .map(s -> s.resource().health())
        .max(Health::compareTo)
        .orElse(Health.UNKNOWN);
  }

  Sync sync() {
    return standings.values().stream()
        .map(s -> s.resource().sync())
        .max(Sync::compareTo)
        .orElse(Sync.UNKNOWN);
  }
}
