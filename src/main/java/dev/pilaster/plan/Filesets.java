package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Subject;
import dev.pilaster.render.DnsmasqConfig;
import dev.pilaster.render.NginxConfig;
import dev.pilaster.render.NginxConfig.Route;
import dev.pilaster.render.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of the host's programs, as this turn wants them. */
final class Filesets {
  private static final String RESOLV_CONF = "/etc/resolv.conf";

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
    var held = new TreeMap<String, String>();
    files.plan(nginx(held), observed.facts().nginx(), held);
    files.plan(dnsmasq.config(), "", Map.of());
    files.plan(dnsmasq.names(addresses()), observed.facts().hosts(), Map.of());
    var managed = Fileset.ours(observed.files().getOrDefault(RESOLV_CONF, ""));
    if (server.dns().manageResolver() || managed) {
      files.plan(Resolver.fileset(server, observed.facts(), RESOLV_CONF), RESOLV_CONF, Map.of());
    }
  }

  private Fileset nginx(SortedMap<String, String> held) {
    var config = new NginxConfig(goal.desired().server(), observed.facts());
    var routes = new ArrayList<Route>();
    var kept = new TreeMap<String, Fileset.Text>();
    for (var site : goal.desired().sites().values()) {
      if (Routes.ready(observed, site)) {
        routes.add(new Route(site, site.type().php() ? site.container() : Optional.empty()));
      } else {
        former(Routes.file(observed, site.name().value()))
            .ifPresentOrElse(
                text -> kept.put(Routes.file(observed, site.name().value()), text),
                () -> routes.add(new Route(site, Optional.empty())));
      }
    }
    goal.lost().forEach(site -> keepLost(site, kept));
    keepTooMany(kept, held);
    keepUsers(kept);
    var files = new TreeMap<>(config.files(routes));
    files.putAll(kept);
    holdRefused(files, held);
    return config.fileset(files);
  }

  private void keepLost(Name site, SortedMap<String, Fileset.Text> kept) {
    var path = Routes.file(observed, site.value());
    former(path).ifPresent(text -> kept.put(path, text));
  }

  /** A commit that would remove more sites than are allowed removes none. */
  private void keepTooMany(SortedMap<String, Fileset.Text> kept, SortedMap<String, String> held) {
    var gone =
        observed.files().keySet().stream()
            .filter(path -> path.startsWith(observed.facts().nginx() + "/"))
            .filter(path -> path.endsWith(".conf"))
            .filter(path -> Fileset.ours(observed.files().getOrDefault(path, "")))
            .filter(path -> !kept.containsKey(path) && removed(path))
            .toList();
    var most = goal.desired().server().reconcile().maxRemovals();
    if (gone.size() > most) {
      var risk = "would remove %d sites, more than max_removals: %d".formatted(gone.size(), most);
      var nginx = Subject.fileset(Fileset.Kind.NGINX);
      var change = Change.now(nginx, Action.REMOVE, gone, List.of(), gone.toString());
      draft
          .gates
          .unapproved(change, risk)
          .ifPresent(
              why -> {
                gone.forEach(path -> former(path).ifPresent(text -> kept.put(path, text)));
                held.put("", why);
              });
    }
  }

  /** A vhost that asks for a password keeps the file that knows it. */
  private void keepUsers(SortedMap<String, Fileset.Text> kept) {
    for (var vhost : List.copyOf(kept.keySet())) {
      var users = vhost.replaceFirst("\\.conf$", ".users");
      Optional.ofNullable(observed.files().get(users))
          .ifPresent(text -> kept.put(users, new Fileset.Text(text, 0640)));
    }
  }

  private boolean removed(String path) {
    var file = path.substring(observed.facts().nginx().length() + 1);
    var site = file.substring(0, file.length() - ".conf".length());
    return Name.isValid(site)
        && !site.startsWith("00-")
        && !goal.desired().sites().containsKey(new Name(site));
  }

  private Optional<Fileset.Text> former(String path) {
    return Optional.ofNullable(observed.files().get(path)).map(t -> new Fileset.Text(t, 0644));
  }

  /**
   * A file that its program refused keeps its former text, until something else is wanted of it.
   */
  private void holdRefused(SortedMap<String, Fileset.Text> files, SortedMap<String, String> held) {
    for (var entry : new TreeMap<>(files).entrySet()) {
      var path = entry.getKey();
      var refused = Optional.ofNullable(draft.memory.quarantine.get(path));
      if (refused.filter(q -> same(q, entry.getValue())).isPresent()) {
        held.put(path, path + " was refused: " + refused.get().reason());
        former(path).ifPresentOrElse(text -> files.put(path, text), () -> files.remove(path));
      } else if (refused.isPresent()) {
        draft.memory.quarantine.remove(path);
      }
    }
  }

  private static boolean same(Memory.Quarantine refused, Fileset.Text file) {
    return refused.fingerprint().equals(Memory.digest(file.text()));
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
