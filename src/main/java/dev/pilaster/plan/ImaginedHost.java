package dev.pilaster.plan;

import dev.pilaster.model.Container;
import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.Fields;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Release;
import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import dev.pilaster.model.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A host that is being made up: containers and sites first, then the files that follow. */
final class ImaginedHost {
  private static final int GENERATION = 1;

  /** Files may depend on files that are there: more rounds than any chain of them. */
  private static final int ROUNDS = 4;

  private static final int SETTINGS = 0440;
  private static final int INCLUDE = 0644;

  private final Goal goal;
  private final Imagined before;
  private final Generations generations;
  private final Memory.Draft memory = new Memory.Draft(Memory.empty());
  private final List<Container> containers = new ArrayList<>();
  private final TreeMap<Name, Integer> live = new TreeMap<>();
  private final TreeMap<String, Boolean> marked = new TreeMap<>();
  private final TreeMap<Name, Observed.SiteState> sites = new TreeMap<>();
  private final TreeMap<String, String> files = new TreeMap<>();
  private final TreeMap<String, String> served = new TreeMap<>();
  private final TreeMap<String, Fileset.Text> texts = new TreeMap<>();

  ImaginedHost(Goal goal, Imagined before) {
    this.goal = goal;
    this.before = before;
    this.generations = new Generations(goal, before.observed().facts());
    memory.pairs.putAll(before.memory().pairs());
    var wanted = goal.desired().services().keySet();
    memory.pairs.keySet().removeIf(service -> !wanted.contains(new Name(service)));
  }

  Imagined host() {
    memory.digests.putAll(Imagined.digests(goal));
    goal.desired().services().values().forEach(this::container);
    var releases = new ReleasePlan(new Draft(situation()), generations);
    goal.desired().sites().values().forEach(s -> site(s, releases));
    ImaginedDatabases.note(new Draft(situation()), memory);
    for (var round = 0; round < ROUNDS; round++) {
      if (!installs()) {
        break;
      }
    }
    return new Imagined(observed(), memory.memory(), texts);
  }

  /** The same host with more images. */
  static Observed with(Observed host, SortedMap<String, String> digests, Set<String> images) {
    var allDigests = new TreeMap<>(host.digests());
    allDigests.putAll(digests);
    var allImages = new TreeSet<>(host.images());
    allImages.addAll(images);
    return new Observed(
        host.at(),
        host.network(),
        host.containers(),
        allDigests,
        allImages,
        host.live(),
        host.files(),
        host.served(),
        host.neighbours(),
        host.sites(),
        host.code(),
        host.marked(),
        host.databases(),
        host.spare(),
        host.facts());
  }

  private Observed observed() {
    var network = goal.desired().server().network();
    return new Observed(
        before.observed().at(),
        Optional.of(
            new Observed.NetworkState(network.name(), network.subnet(), network.gateway(), true)),
        containers,
        Imagined.digests(goal),
        new TreeSet<>(Imagined.images(goal)),
        live,
        files,
        served,
        Observed.Neighbours.UNKNOWN,
        sites,
        Imagined.code(goal),
        marked,
        ImaginedDatabases.of(goal),
        before.observed().spare(),
        before.observed().facts());
  }

  private Situation situation() {
    var now = before.observed().at();
    return new Situation(goal, observed(), memory.memory(), new TreeMap<>(), Set.of(), now);
  }

  private void container(Service service) {
    var digest = Imagined.digest(service.image());
    var target = new Target(service, digest, generations.fingerprint(service, digest));
    var network = goal.desired().server().network();
    var addresses = new Addresses(network, before.observed(), memory);
    var spec = target.spec(generations, GENERATION, address(addresses, service.name()));
    var data = service.dataPaths().stream().filter(path -> !path.endsWith(".sock")).toList();
    data.forEach(path -> marked.put(path, true));
    data.forEach(path -> memory.data.put(path, service.name().value()));
    var whole = generations.marked(spec, Set.copyOf(data));
    containers.add(running(whole, target.fingerprint(), service.lifecycle().restart()));
    live.put(service.name(), GENERATION);
    memory.generations.put(service.name().value(), GENERATION);
    memory.good.put(
        service.name().value(), new Memory.Good(target.fingerprint(), goal.commit().id(), digest));
    spec.configs().forEach((path, text) -> text("/containers/" + service.name() + path, text));
  }

  /** The first of the service's pair. */
  private static String address(Addresses addresses, Name service) {
    addresses.free(service);
    return addresses.pair(service).get(0);
  }

  private static Container running(ContainerSpec spec, String fingerprint, String restart) {
    return new Container(
        spec.name(),
        spec.name(),
        spec.service(),
        spec.generation(),
        fingerprint,
        spec.image(),
        Container.State.RUNNING,
        Instant.EPOCH,
        0,
        0,
        false,
        Optional.empty(),
        restart,
        spec.address(),
        Fields.of(spec));
  }

  private void site(Site site, ReleasePlan releases) {
    var release = site.source().flatMap(source -> release(site, source, releases));
    var dirs = TreePlan.tree(site, goal, before.observed().facts()).dirs();
    var name = release.map(Release::name);
    sites.put(
        site.name(),
        new Observed.SiteState(name, name.map(List::of).orElse(List.of()), dirs, List.of(), true));
    var root = before.observed().facts().sites() + "/" + site.name();
    release.ifPresent(r -> settings(root, r));
    release.ifPresent(
        r ->
            memory.good.put(
                "release/" + site.name(),
                new Memory.Good(r.name(), goal.commit().id(), r.commit())));
  }

  /** Empty where PHP has no way to write a value. */
  private static Optional<Release> release(Site site, Site.Source source, ReleasePlan releases) {
    try {
      return Optional.of(releases.release(site, source, Imagined.commit(source)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void settings(String root, Release release) {
    release
        .settings()
        .forEach((file, text) -> text(root + "/config/" + file, withoutCommit(text, release)));
    release
        .includes()
        .forEach(
            (file, text) -> texts.put(root + "/current/" + file, new Fileset.Text(text, INCLUDE)));
  }

  /** One that was made up is not shown. */
  private static String withoutCommit(String text, Release release) {
    var known = release.source().ref().equals(release.commit());
    return known ? text : text.replace(release.commit(), "(the commit)");
  }

  private void text(String path, String text) {
    texts.put(path, new Fileset.Text(text, SETTINGS));
  }

  /** Writes what the planner wants to write; answers whether there was anything. */
  private boolean installs() {
    var plan = Planner.plan(situation());
    var any = false;
    for (var change : plan.changes()) {
      for (var step : change.steps()) {
        if (step instanceof Step.Install install) {
          any = true;
          install(install.files());
        }
      }
    }
    return any;
  }

  private void install(Fileset wanted) {
    texts.putAll(wanted.files());
    wanted
        .files()
        .forEach(
            (path, file) -> {
              files.put(path, file.text());
              memory.applied.put(path, Memory.digest(file.text()));
            });
    if (!wanted.digest().isEmpty()) {
      served.put(wanted.kind().text(), wanted.digest());
    }
  }
}
