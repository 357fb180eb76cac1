package dev.pilaster.pillar;

import dev.pilaster.model.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/** No two sites answer to one name. */
record DomainClaims(Collection<Draft<Site>> sites) {
  /** Broken sites count as well: on the host they keep their last good names. */
  void check() {
    var owners = new HashMap<String, List<Claim>>();
    for (var site : sites) {
      for (var node : claims(site)) {
        var name = site.in().named(node.text());
        owners.computeIfAbsent(name, n -> new ArrayList<>()).add(new Claim(site, node.place()));
      }
    }
    owners.forEach(DomainClaims::claimedOnce);
  }

  /** The scalars that name domains of a site. */
  private static List<Node.Scalar> claims(Draft<Site> site) {
    var domains =
        site.items("domains").stream()
            .flatMap(n -> n instanceof Node.Mapping m ? m.get("name").stream() : Stream.of(n));
    var redirects =
        site.items("redirects").stream()
            .flatMap(n -> n instanceof Node.Mapping m ? m.get("from").stream() : Stream.empty());
    return Stream.concat(domains, redirects)
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast)
        .toList();
  }

  private static void claimedOnce(String domain, List<Claim> claims) {
    for (var claim : claims) {
      claims.stream()
          .filter(claim::clashes)
          .findFirst()
          .ifPresent(other -> claim.refuse(domain, other));
    }
  }

  private record Claim(Draft<Site> site, Place place) {
    /** A site may not claim a name twice either; then only the later place is wrong. */
    boolean clashes(Claim other) {
      return site.name().equals(other.site.name())
          ? other.place.line() < place.line()
          : !equals(other);
    }

    void refuse(String domain, Claim other) {
      site.in()
          .problem(
              place,
              domain
                  + " is also a domain of site "
                  + other.site.name()
                  + ", "
                  + other.place.text());
    }
  }
}
