package dev.pilaster.pillar;

import dev.pilaster.model.Name;
import dev.pilaster.model.Site;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sites that a server places, with all their layers. */
final class SiteTrees {
  private final Node.Mapping sites;
  private final PillarFiles files;
  private final Problems problems;

  SiteTrees(Node.Mapping server, PillarFiles files, Problems problems) {
    this.sites = server.mapping("sites").orElse(Node.Mapping.empty(server.place()));
    this.files = files;
    this.problems = problems;
  }

  /** By name; without those whose own file cannot be read, which are reported. */
  SortedMap<Name, Node.Mapping> all() {
    var trees = new TreeMap<Name, Node.Mapping>();
    for (var name : sites.entries().keySet()) {
      if (Name.isValid(name)) {
        sites
            .mapping(name)
            .flatMap(placed -> tree(new Name(name), placed))
            .ifPresent(tree -> trees.put(new Name(name), tree));
      }
    }
    return trees;
  }

  /** Where the server's file places a site. */
  Place placed(Name site) {
    return sites.mapping(site.value()).orElse(sites).place();
  }

  private Optional<Node.Mapping> tree(Name name, Node.Mapping placed) {
    var path = "sites/" + name + ".yaml";
    var otherwise = placed.place().text() + " places the site, so it stays as it is";
    return files.file(path, Optional.of(name), otherwise).map(own -> layered(name, own, placed));
  }

  private Node.Mapping layered(Name name, Node.Mapping own, Node.Mapping placed) {
    var all = files.layer("defaults/site.yaml");
    refusePlacement(all, Optional.empty());
    refusePlacement(own, Optional.of(name));
    var type = Merge.of(List.of(all, own, placed)).text("type").map(SiteReader.TYPES::get);
    if (type.isEmpty()) {
      return Merge.of(List.of(Defaults.of(Site.Type.PHP), all, own, placed));
    }
    var ofType = files.layer("defaults/types/" + type.get().text() + ".yaml");
    refusePlacement(ofType, Optional.empty());
    var merged = Merge.of(List.of(Defaults.of(type.get()), all, ofType, own, placed));
    return type.get() == Site.Type.PROXY ? withoutDefaultSource(merged) : merged;
  }

  /** A proxy has no code: what defaults say about everybody's source is not about it. */
  private static Node.Mapping withoutDefaultSource(Node.Mapping tree) {
    var ofDefaults = tree.get("source").filter(n -> n.place().ofDefaults()).isPresent();
    return ofDefaults ? tree.without("source") : tree;
  }

  /** A site is placed in exactly one place. */
  private void refusePlacement(Node.Mapping layer, Optional<Name> site) {
    layer
        .get("container")
        .ifPresent(
            n ->
                problems.add(
                    n.place(), "a site is placed in its server's file, under sites:", site));
  }
}
