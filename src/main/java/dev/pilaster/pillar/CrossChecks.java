package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Role;
import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What can only be judged when all containers and sites of a server are known. */
final class CrossChecks {
  private final ContainerChecks containers;
  private final SortedMap<Name, Draft<Site>> sites;

  CrossChecks(SortedMap<Name, Draft<Service>> containers, SortedMap<Name, Draft<Site>> sites) {
    this.containers = new ContainerChecks(containers);
    this.sites = sites;
  }

  void all() {
    new DomainClaims(sites.values()).check();
    new DatabaseClaims().check(sites.values());
    containers.all();
    sites.values().forEach(this::placement);
    sites.values().forEach(this::databases);
    sites.values().forEach(this::upstream);
    sites.values().forEach(CrossChecks::salt);
    sites.values().forEach(CrossChecks::overrides);
    sites.values().forEach(CrossChecks::include);
    sites.values().forEach(CrossChecks::crons);
    aliases();
  }

  private static void crons(Draft<Site> draft) {
    draft
        .value()
        .filter(s -> !s.crons().isEmpty() && s.container().isEmpty() && s.upstream().isEmpty())
        .ifPresent(
            s ->
                draft.problem(
                    draft.place("crons"),
                    "jobs run in the site's container, and it has none on this server"));
  }

  private void aliases() {
    var known = new TreeMap<String, Name>();
    for (var draft : sites.values()) {
      var alias = draft.value().filter(s -> s.type().text().startsWith("drupal"));
      alias
          .flatMap(s -> Optional.ofNullable(known.putIfAbsent(s.drushAlias(), s.name())))
          .ifPresent(
              other ->
                  draft.problem(
                      draft.place("drush", "alias"), "is the alias of " + other + ", too"));
    }
  }

  private void placement(Draft<Site> draft) {
    var type = draft.tree().text("type").map(SiteReader.TYPES::get);
    var container = draft.tree().text("container");
    var php = type.filter(Site.Type::php).isPresent();
    if (container.isEmpty() && php && draft.at("container").isEmpty()) {
      missingPlace(draft, type.orElseThrow());
    }
    container.ifPresent(c -> placed(draft, c, php));
  }

  private void placed(Draft<Site> draft, String container, boolean php) {
    var role = Name.isValid(container) ? role(new Name(container)) : Optional.<Role>empty();
    if (role.isEmpty()) {
      draft.problem(draft.place("container"), containers.missing(container));
    } else if (php && role.get() != Role.PHP_FPM) {
      draft.problem(
          draft.place("container"),
          "PHP runs in a container of role php-fpm, and " + container + " is none");
    }
  }

  private static void missingPlace(Draft<Site> draft, Site.Type type) {
    draft.problem(
        draft.in().placed().key("container", draft.in().placed().line()),
        "is missing: a site of type " + type.text() + " runs in a container of role php-fpm");
  }

  private Optional<Role> role(Name container) {
    return Optional.ofNullable(containers.containers().get(container))
        .map(d -> d.tree().text("role").map(ServiceReader.ROLES::get).orElse(Role.GENERIC));
  }

  private void databases(Draft<Site> draft) {
    var databases = draft.value().map(Site::databases).map(Map::entrySet);
    databases.ifPresent(all -> all.forEach(e -> database(draft, e.getKey(), e.getValue())));
  }

  private void database(Draft<Site> draft, String key, Site.Database database) {
    database
        .service()
        .filter(s -> role(s).filter(r -> r == Role.MARIADB).isEmpty())
        .ifPresent(
            s ->
                draft.problem(
                    draft.place("databases", key, "service"),
                    "there is no container \"" + s + "\" of role mariadb on this server"));
  }

  private void upstream(Draft<Site> draft) {
    draft
        .value()
        .flatMap(Site::upstream)
        .flatMap(u -> wrongUpstream(u.container()))
        .ifPresent(problem -> draft.problem(draft.place("upstream", "container"), problem));
  }

  private Optional<String> wrongUpstream(Name container) {
    var role = role(container);
    if (role.isEmpty()) {
      return Optional.of(containers.missing(container.value()));
    }
    return role.filter(r -> r == Role.PHP_FPM)
        .map(r -> "a proxy leads to what speaks HTTP, and " + container + " is of role php-fpm");
  }

  private static void overrides(Draft<Site> draft) {
    var type = draft.tree().text("type").orElse("");
    var overrides = draft.at("settings", "config_overrides");
    if (!type.equals("drupal") && overrides.filter(o -> !o.place().ofDefaults()).isPresent()) {
      draft.problem(
          overrides.get().place(),
          "is for type drupal only; a site of type " + type + " has values");
    }
  }

  /** Settings that are one array have no place where others could be required. */
  private static void include(Draft<Site> draft) {
    var type = draft.tree().text("type").orElse("");
    var include =
        draft
            .at("settings", "include")
            .filter(i -> !i.place().ofDefaults())
            .filter(i -> i instanceof Node.Sequence list && !list.items().isEmpty());
    var takes = type.startsWith("drupal") || type.equals("wordpress");
    if (!takes && include.isPresent()) {
      draft.problem(
          include.get().place(),
          "is for types drupal, drupal7 and wordpress; nothing would read it on a site of type "
              + type);
    }
  }

  private static void salt(Draft<Site> draft) {
    var type = draft.tree().text("type").orElse("");
    if (type.startsWith("drupal") && draft.at("settings", "hash_salt").isEmpty()) {
      var settings = draft.at("settings").map(Node::place);
      var at = settings.orElse(draft.in().root().key("settings", draft.in().root().line()));
      draft.problem(
          at.key("hash_salt", at.line()),
          "is missing: Drupal needs one, and one made up on the host would change on a"
              + " rebuild");
    }
  }
}
