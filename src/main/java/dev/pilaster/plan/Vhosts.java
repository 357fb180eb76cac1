package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Site;
import dev.pilaster.model.Subject;
import dev.pilaster.render.NginxConfig;
import dev.pilaster.render.NginxConfig.Route;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** nginx's files as this turn wants them; a site that cannot have its own keeps those it had. */
final class Vhosts {
  private static final String VHOST = ".conf";

  private final Draft draft;
  private final Goal goal;
  private final Observed observed;
  private final NginxConfig config;
  private final SortedMap<String, Fileset.Text> files = new TreeMap<>();
  private final SortedMap<String, String> held = new TreeMap<>();

  Vhosts(Draft draft) {
    this.draft = draft;
    this.goal = draft.situation.goal();
    this.observed = draft.situation.observed();
    this.config = new NginxConfig(goal.desired().server(), observed.facts());
  }

  /** All of them. */
  Fileset fileset() {
    goal.desired().sites().values().forEach(this::site);
    goal.lost().forEach(site -> keep(site.value()));
    keepTooMany();
    var all = new TreeMap<>(config.withDefault(files));
    files.clear();
    files.putAll(all);
    List.copyOf(files.keySet()).forEach(this::holdRefused);
    return config.fileset(files);
  }

  /** Files that are not as the pillar wants them, with the reason. */
  SortedMap<String, String> held() {
    return held;
  }

  private void site(Site site) {
    var ready = Routes.ready(observed, site);
    if (ready || !keep(site.name().value())) {
      write(ready ? Routes.of(goal.desired(), observed, site) : new Route(site));
    }
  }

  private void write(Route route) {
    var site = route.site().name();
    try {
      files.putAll(config.site(route, certificate(route.site())));
    } catch (IllegalArgumentException e) {
      held.put(path(site.value(), VHOST), site + ": " + e.getMessage());
      keep(site.value());
    }
  }

  /** The site's own while it holds, else the one that it had. */
  private Optional<String> certificate(Site site) {
    var wanted = site.tls().certificate();
    var fault = wanted.flatMap(c -> c.fault(draft.situation.now()));
    if (wanted.isEmpty() || fault.isEmpty()) {
      return wanted.map(c -> c.pem().reveal());
    }
    var path = path(site.name().value(), ".cert");
    var former = Optional.ofNullable(observed.files().get(path)).map(NginxConfig::unmarked);
    var instead = former.isPresent() ? "the former is shown" : "the site is served without";
    held.put(path, "certificate of %s: %s; %s".formatted(site.name(), fault.get(), instead));
    return former;
  }

  /** Whether there was anything to keep. */
  private boolean keep(String site) {
    NginxConfig.SITE_FILES.forEach(
        (kind, mode) ->
            Optional.ofNullable(observed.files().get(path(site, kind)))
                .ifPresent(text -> files.put(path(site, kind), new Fileset.Text(text, mode))));
    return observed.files().containsKey(path(site, VHOST));
  }

  /** A commit that would remove more sites than are allowed removes none. */
  private void keepTooMany() {
    var gone =
        observed.files().keySet().stream()
            .filter(path -> path.startsWith(observed.facts().nginx() + "/"))
            .filter(path -> path.endsWith(VHOST) && !files.containsKey(path))
            .filter(path -> Fileset.ours(observed.files().getOrDefault(path, "")))
            .filter(path -> Name.isValid(site(path)) && !site(path).startsWith("00-"))
            .toList();
    var most = goal.desired().server().reconcile().maxRemovals();
    if (gone.size() > most) {
      var risk = "would remove %d sites, more than max_removals: %d".formatted(gone.size(), most);
      var nginx = Subject.fileset(Fileset.Kind.NGINX);
      var change = Change.now(nginx, Action.REMOVE, gone, List.of(), gone.toString());
      var why = draft.gates.unapproved(change, risk);
      why.ifPresent(w -> gone.forEach(path -> keep(site(path))));
      why.ifPresent(w -> held.put("", w));
    }
  }

  /**
   * A file that nginx refused keeps its former text, with those that belong to it, until something
   * else is wanted of it, or other people's vhosts have changed.
   */
  private void holdRefused(String path) {
    var refused = Optional.ofNullable(draft.memory.quarantine.get(path));
    if (refused.isEmpty()) {
      return;
    }
    var around = observed.neighbours().digest();
    var wanted = Optional.ofNullable(files.get(path));
    if (wanted.filter(f -> f.is(refused.get().fingerprint(), around)).isEmpty()) {
      draft.memory.quarantine.remove(path);
      return;
    }
    held.put(path, path + " was refused: " + refused.get().reason());
    var site = site(path);
    NginxConfig.SITE_FILES.keySet().forEach(kind -> files.remove(path(site, kind)));
    keep(site);
  }

  /** What nginx does not serve although its file is right: somebody else has come since. */
  List<String> clashes() {
    return observed.neighbours().clashes().entrySet().stream()
        .filter(c -> files.containsKey(c.getKey()) && !held.containsKey(c.getKey()))
        .map(c -> "nginx ignores one of two: " + c.getValue())
        .toList();
  }

  private String path(String site, String kind) {
    return observed.facts().nginx() + "/" + site + kind;
  }

  private String site(String path) {
    var start = observed.facts().nginx().length() + 1;
    return path.substring(start, path.lastIndexOf('.'));
  }
}
