package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Role;
import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What can only be judged when all containers and sites of a server are known. */
final class CrossChecks {
  private final SortedMap<Name, Draft<Service>> containers;
  private final SortedMap<Name, Draft<Site>> sites;

  CrossChecks(SortedMap<Name, Draft<Service>> containers, SortedMap<Name, Draft<Site>> sites) {
    this.containers = containers;
    this.sites = sites;
  }

  void all() {
    uniqueDomains();
    uniqueHostPorts();
    containers.values().forEach(this::dependencies);
    sites.values().forEach(this::placement);
    sites.values().forEach(this::databases);
    sites.values().forEach(this::upstream);
    sites.values().forEach(CrossChecks::salt);
  }

  /** Broken sites count as well: on the host they keep their last good names. */
  private void uniqueDomains() {
    var owners = new HashMap<String, List<Claim>>();
    for (var site : sites.values()) {
      for (var node : claims(site)) {
        var name = site.in().named(node.text());
        owners.computeIfAbsent(name, n -> new ArrayList<>()).add(new Claim(site, node.place()));
      }
    }
    owners.forEach(CrossChecks::claimedOnce);
  }

  /** The scalars that name domains of a site. */
  private static List<Node.Scalar> claims(Draft<Site> site) {
    var nodes = new ArrayList<Node>();
    site.at("domains")
        .map(CrossChecks::items)
        .orElse(List.of())
        .forEach(n -> nodes.add(n instanceof Node.Mapping m ? m.get("name").orElse(n) : n));
    site.at("redirects")
        .map(CrossChecks::items)
        .orElse(List.of())
        .forEach(
            n -> {
              if (n instanceof Node.Mapping m) {
                m.get("from").ifPresent(nodes::add);
              }
            });
    return nodes.stream()
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast)
        .toList();
  }

  private static List<Node> items(Node node) {
    return node instanceof Node.Sequence s ? s.items() : List.of();
  }

  private static void claimedOnce(String domain, List<Claim> claims) {
    for (var claim : claims) {
      claims.stream()
          .filter(c -> !c.equals(claim))
          .filter(c -> !c.site().name().equals(claim.site().name()) || first(c, claim))
          .findFirst()
          .ifPresent(
              other ->
                  claim
                      .site()
                      .in()
                      .problem(
                          claim.place(),
                          domain
                              + " is also a domain of site "
                              + other.site().name()
                              + ", "
                              + other.place().text()));
    }
  }

  private static boolean first(Claim a, Claim b) {
    return a.place().line() < b.place().line();
  }

  private record Claim(Draft<Site> site, Place place) {}

  private void uniqueHostPorts() {
    var owners = new HashMap<String, Name>();
    for (var draft : containers.values()) {
      var ports = draft.value().map(s -> s.networking().ports()).orElse(List.of());
      for (var port : ports) {
        var key = port.hostAddress() + ":" + port.hostPort() + "/" + port.protocol();
        var owner = owners.putIfAbsent(key, draft.name());
        if (owner != null && !owner.equals(draft.name())) {
          draft.in().problem(draft.place("ports"), key + " is published by " + owner + " too");
        }
      }
    }
  }

  private void dependencies(Draft<Service> draft) {
    for (var node : draft.at("depends_on").map(CrossChecks::items).orElse(List.of())) {
      if (node instanceof Node.Scalar s && Name.isValid(s.text())) {
        dependency(draft, s);
      }
    }
  }

  private void dependency(Draft<Service> draft, Node.Scalar on) {
    var name = new Name(on.text());
    if (!containers.containsKey(name)) {
      draft.in().problem(on.place(), noContainer(on.text()));
    } else if (reaches(name, draft.name(), new ArrayList<>())) {
      draft.in().problem(on.place(), name + " depends on " + draft.name() + " in turn");
    }
  }

  private boolean reaches(Name from, Name to, Collection<Name> seen) {
    if (from.equals(to)) {
      return true;
    }
    if (seen.contains(from)) {
      return false;
    }
    seen.add(from);
    return Optional.ofNullable(containers.get(from)).flatMap(Draft::value).stream()
        .flatMap(s -> s.dependsOn().stream())
        .anyMatch(next -> reaches(next, to, seen));
  }

  private void placement(Draft<Site> draft) {
    var type = draft.tree().text("type").map(SiteReader.TYPES::get);
    var container = draft.tree().text("container");
    if (container.isEmpty()) {
      if (type.filter(Site.Type::php).isPresent() && draft.at("container").isEmpty()) {
        missingPlace(draft, type.get());
      }
      return;
    }
    var known = Name.isValid(container.get()) ? role(new Name(container.get())) : Optional.empty();
    if (known.isEmpty()) {
      draft.in().problem(draft.place("container"), noContainer(container.get()));
    } else if (type.filter(Site.Type::php).isPresent() && known.get() != Role.PHP_FPM) {
      draft
          .in()
          .problem(
              draft.place("container"),
              "a site of type "
                  + type.get().text()
                  + " runs in a container of role php-fpm, and "
                  + container.get()
                  + " is none");
    }
  }

  private static void missingPlace(Draft<Site> draft, Site.Type type) {
    draft
        .in()
        .problem(
            draft.in().placed().key("container", draft.in().placed().line()),
            "is missing: a site of type " + type.text() + " runs in a container of role php-fpm");
  }

  private Optional<Role> role(Name container) {
    return Optional.ofNullable(containers.get(container))
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
                draft
                    .in()
                    .problem(
                        draft.place("databases", key, "service"),
                        "there is no container \"" + s + "\" of role mariadb on this server"));
  }

  private void upstream(Draft<Site> draft) {
    draft
        .value()
        .flatMap(Site::upstream)
        .filter(u -> !containers.containsKey(u.container()))
        .ifPresent(
            u ->
                draft
                    .in()
                    .problem(
                        draft.place("upstream", "container"), noContainer(u.container().value())));
  }

  private static void salt(Draft<Site> draft) {
    var type = draft.tree().text("type").orElse("");
    if (type.startsWith("drupal") && draft.at("settings", "hash_salt").isEmpty()) {
      var settings = draft.at("settings").map(Node::place);
      var at = settings.orElse(draft.in().root().key("settings", draft.in().root().line()));
      draft
          .in()
          .problem(
              at.key("hash_salt", at.line()),
              "is missing: Drupal needs one, and one made up on the host would change on a"
                  + " rebuild");
    }
  }

  private String noContainer(String name) {
    var names = containers.keySet().stream().map(Name::value).toList();
    return "there is no container \"" + name + "\" on this server" + Nearest.hint(name, names);
  }
}
