package dev.pilaster.pillar;

import dev.pilaster.model.Desired;
import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Server;
import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** One reading of one host's slice. */
final class SliceReading {
  private final Snapshot snapshot;
  private final Name server;
  private final Policy agents;
  private final Problems problems = new Problems();
  private final PillarFiles files;
  private final References references;

  SliceReading(Snapshot snapshot, Name server, Policy agents, Secrets secrets) {
    this.snapshot = snapshot;
    this.server = server;
    this.agents = agents;
    this.files = new PillarFiles(snapshot, problems);
    this.references = new References(files::text, secrets);
  }

  Slice slice() {
    var policies = PolicyChecks.of(policy(), agents);
    var desired =
        new ServerTree(files, problems.slice()).of(server).flatMap(tree -> desired(tree, policies));
    return new Slice(
        snapshot.commit(),
        problems.stop() ? Optional.empty() : desired,
        problems.list(),
        problems.broken(),
        files.texts());
  }

  private Optional<Policy> policy() {
    var tree = files.layer("pilaster.yaml");
    return PolicyReader.FILE.read(tree, context(server, tree.place()));
  }

  private Optional<Desired> desired(Node.Mapping tree, List<PolicyChecks> policies) {
    var in = context(server, tree.place());
    var host = ServerReader.SHAPE.read(tree, in);
    var containers = containers(tree);
    var sites = sites(tree);
    for (var policy : policies) {
      containers.values().forEach(policy::container);
      sites.values().forEach(policy::site);
    }
    new CrossChecks(containers, sites).all();
    return host.map(h -> assembled(h, containers, sites));
  }

  private SortedMap<Name, Draft<Service>> containers(Node.Mapping server) {
    var drafts = new TreeMap<Name, Draft<Service>>();
    new ContainerTrees(server, files, problems.slice())
        .all()
        .forEach(
            (name, tree) -> {
              var in = context(name, tree.place());
              drafts.put(name, Draft.of(tree, in, ServiceReader.SHAPE));
            });
    return drafts;
  }

  private SortedMap<Name, Draft<Site>> sites(Node.Mapping server) {
    var drafts = new TreeMap<Name, Draft<Site>>();
    var trees = new SiteTrees(server, files, problems);
    trees
        .all()
        .forEach(
            (name, tree) -> {
              var in = context(name, tree.place(), trees.placed(name));
              drafts.put(name, Draft.of(tree, in, SiteReader.SHAPE));
              NotYet.site(tree, in);
            });
    return drafts;
  }

  private Context context(Name name, Place root) {
    return new Context(name, root, root, Optional.empty(), server, references, problems);
  }

  private Context context(Name site, Place root, Place placed) {
    return new Context(site, root, placed, Optional.of(site), server, references, problems);
  }

  private Desired assembled(
      Server host, SortedMap<Name, Draft<Service>> containers, SortedMap<Name, Draft<Site>> sites) {
    var broken = problems.broken();
    var services = new TreeMap<Name, Service>();
    containers.forEach(
        (name, draft) ->
            draft.value().ifPresent(s -> services.put(name, Drain.raised(s, sites.values()))));
    return new Desired(host, services, healthy(sites, broken));
  }

  private static SortedMap<Name, Site> healthy(
      SortedMap<Name, Draft<Site>> sites, SortedSet<Name> broken) {
    var healthy = new TreeMap<Name, Site>();
    sites.forEach(
        (name, draft) ->
            draft.value().filter(s -> !broken.contains(name)).ifPresent(s -> healthy.put(name, s)));
    return healthy;
  }
}
