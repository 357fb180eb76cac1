package dev.pilaster.plan;

import dev.pilaster.model.Container;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Server;
import dev.pilaster.render.DnsmasqConfig;
import dev.pilaster.render.Resolver;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of the host's programs, as this turn wants them. */
final class Filesets {
  private final Draft draft;
  private final Goal goal;
  private final Observed observed;

  Filesets(Draft draft) {
    this.draft = draft;
    this.goal = draft.situation.goal();
    this.observed = draft.situation.observed();
  }

  void plan() {
    var files = new FilesetPlan(draft);
    var server = goal.desired().server();
    var dnsmasq = new DnsmasqConfig(server, observed.facts());
    var vhosts = new Vhosts(draft);
    var nginx = vhosts.fileset();
    files.plan(nginx, List.of(observed.facts().nginx()), vhosts.held(), vhosts.clashes());
    files.plan(dnsmasq.config(), "", Map.of());
    files.plan(dnsmasq.names(addresses()), observed.facts().hosts(), Map.of());
    var kept = new Kept(draft.situation, nginx);
    new Crons(draft, kept).plan(files);
    new Commands(draft, kept).plan(files);
    resolver(files, server);
    new MailPlan(draft).plan(files);
  }

  private void resolver(FilesetPlan files, Server server) {
    var places = Resolver.PLACES;
    var managed = places.stream().anyMatch(p -> Fileset.ours(observed.files().getOrDefault(p, "")));
    if (server.dns().manageResolver() || managed) {
      var wanted = Resolver.fileset(server, observed.facts());
      files.plan(wanted, places, Map.of(), List.of());
    }
  }

  /** Where each service answers: the address of its active generation. */
  private SortedMap<Name, String> addresses() {
    var addresses = new TreeMap<Name, String>();
    for (var service : goal.desired().services().keySet()) {
      var live = observed.live().getOrDefault(service, 0);
      observed.of(service).stream()
          .filter(c -> c.generation() == live && !c.address().isEmpty())
          .map(Container::address)
          .findFirst()
          .ifPresent(address -> addresses.put(service, address));
    }
    return addresses;
  }
}
