package dev.pilaster.agent;

import dev.pilaster.model.Container;
import dev.pilaster.model.Desired;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Outcome.Performed;
import dev.pilaster.model.Site;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Step;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What there is to count in a turn. */
final class Tally {
  private Tally() {}

  static void of(Turn turn, Events events) {
    turn.outcomes().forEach(o -> o.performed().forEach(step -> performed(step, events)));
    events.restarts(restarts(turn));
    events.certificates(certificates(turn));
  }

  private static void performed(Performed performed, Events events) {
    var result = performed.evidence().good() ? "ok" : "error";
    if (performed.step() instanceof Step.Pull) {
      events.pulled(result, performed.took());
    } else if (performed.step() instanceof Step.Install install) {
      program(install.files().kind()).ifPresent(p -> events.reloaded(p, result));
    }
  }

  /** The program that is told of a fileset; cron, Drush and libraries look by themselves. */
  private static Optional<String> program(Fileset.Kind kind) {
    return switch (kind) {
      case NGINX -> Optional.of("nginx");
      case DNSMASQ, NAMES -> Optional.of("dnsmasq");
      case MAIL -> Optional.of("postfix");
      case RESOLVER, TOOLS, CRON, DRUSH -> Optional.empty();
    };
  }

  private static SortedMap<String, Integer> restarts(Turn turn) {
    var restarts = new TreeMap<String, Integer>();
    var live = turn.observed().live();
    for (Container container : turn.observed().containers()) {
      if (Integer.valueOf(container.generation()).equals(live.get(container.service()))) {
        restarts.put(container.service().value(), container.restarts());
      }
    }
    return restarts;
  }

  private static SortedMap<String, Instant> certificates(Turn turn) {
    var ends = new TreeMap<String, Instant>();
    turn.fetched().slice().flatMap(Slice::desired).map(Desired::sites).stream()
        .flatMap(sites -> sites.values().stream())
        .forEach(site -> end(site).ifPresent(at -> ends.put(site.name().value(), at)));
    return ends;
  }

  private static Optional<Instant> end(Site site) {
    return site.tls().certificate().map(c -> c.until());
  }
}
