package dev.pilaster.sim;

import dev.pilaster.model.Check;
import dev.pilaster.model.Container;
import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.ContainerSpec.Labels;
import dev.pilaster.model.DrupalCore;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Fields;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import dev.pilaster.model.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A host in memory. An image whose tag contains {@code broken} never becomes healthy, {@code dies}
 * exits at once, {@code unclean} does not end cleanly, {@code fails} answers its ping and breaks
 * its sites, {@code turns} is healthy until it has traffic.
 */
public final class FakeHost extends FakeDisk {
  private final Clock clock;
  Optional<Observed.NetworkState> network = Optional.empty();
  public final TreeMap<String, Container> containers = new TreeMap<>();
  public final TreeMap<String, String> digests = new TreeMap<>();
  public final TreeMap<Name, Integer> live = new TreeMap<>();
  final TreeSet<String> sick = new TreeSet<>();

  /** How a release's name begins to the Drupal that it is. */
  final TreeMap<String, DrupalCore> drupals = new TreeMap<>();

  Observed.Neighbours neighbours = Observed.Neighbours.UNKNOWN;

  Observed.Spare spare = new Observed.Spare(1L << 40, 100);

  public FakeHost(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Observed observe(Watch watch) {
    var sites = new TreeMap<Name, Observed.SiteState>();
    for (var site : watch.sites().keySet()) {
      sites.put(
          site,
          new Observed.SiteState(
              Optional.ofNullable(current.get(site)),
              releases.getOrDefault(site, List.of()),
              trees.getOrDefault(site, new TreeMap<>()),
              wrong.getOrDefault(site, List.of()),
              imported.contains(site),
              watch.docroots().containsKey(site) ? cores(site) : new TreeMap<>()));
    }
    return new Observed(
        clock.instant(),
        network,
        List.copyOf(containers.values()),
        digests,
        images,
        live,
        files,
        served,
        neighbours,
        sites,
        new TreeMap<>(),
        marked(watch),
        asked(watch.databases(), containers.values(), live),
        spare,
        FACTS);
  }

  private SortedMap<String, DrupalCore> cores(Name site) {
    var cores = new TreeMap<String, DrupalCore>();
    for (var release : releases.getOrDefault(site, List.of())) {
      drupals.entrySet().stream()
          .filter(d -> release.startsWith(d.getKey()))
          .forEach(d -> cores.put(release, d.getValue()));
    }
    return cores;
  }

  @Override
  public String pull(ImageRef image, Optional<Server.Credentials> credentials) {
    if (image.tag().orElse("").contains("missing")) {
      throw new HostException(Kind.INVALID, "no such image: " + image);
    }
    var digest = image.digest().orElse(Secret.of(image.toString()).digest());
    digests.put(image.repository() + ":" + image.tag().orElse("latest"), digest);
    images.add(image.at(digest));
    did.add("pull " + image);
    return digest;
  }

  @Override
  public void createNetwork(Server.Network wanted) {
    network =
        Optional.of(
            new Observed.NetworkState(wanted.name(), wanted.subnet(), wanted.gateway(), true));
  }

  @Override
  public void create(ContainerSpec spec) {
    if (!images.contains(spec.image())) {
      throw new HostException(Kind.INVALID, "no such image: " + spec.image());
    }
    var known = containers.get(spec.name());
    var fingerprint = spec.labels().getOrDefault(Labels.FINGERPRINT, "");
    if (known == null || !known.fingerprint().equals(fingerprint)) {
      containers.put(
          spec.name(),
          new Container(
              spec.name(),
              spec.name(),
              spec.service(),
              spec.generation(),
              fingerprint,
              spec.image(),
              Container.State.CREATED,
              Instant.EPOCH,
              0,
              0,
              false,
              Optional.empty(),
              spec.restart(),
              spec.address(),
              Fields.of(spec)));
    }
  }

  @Override
  public void start(String container, List<String> exclusive) {
    mustBeNone(container, exclusive);
    var dies = tag(container).contains("dies");
    exclusive.forEach(dir -> data.merge(dir, tag(container), (was, now) -> was + " " + now));
    set(container, dies ? Container.State.EXITED : Container.State.RUNNING, dies ? 1 : 0);
  }

  @Override
  void mustBeNone(String container, List<String> exclusive) {
    var writers =
        containers.values().stream()
            .filter(c -> c.running() && !c.name().equals(container))
            .filter(c -> exclusive.stream().anyMatch(e -> writes(c, e)))
            .map(Container::name)
            .toList();
    if (!writers.isEmpty()) {
      throw new HostException(Kind.TRANSIENT, "still written by " + writers);
    }
  }

  private String tag(String container) {
    var image = need(container).image();
    return digests.entrySet().stream()
        .filter(e -> image.endsWith("@" + e.getValue()))
        .map(e -> e.getKey())
        .findFirst()
        .orElse("");
  }

  private Container need(String container) {
    var found = containers.get(container);
    if (found == null) {
      throw new HostException(Kind.INVALID, "no such container: " + container);
    }
    return found;
  }

  private void set(String container, Container.State state, int exitCode) {
    var c = need(container);
    var startedAt = state == Container.State.RUNNING ? clock.instant() : c.startedAt();
    change(container, state, exitCode, startedAt, c.restart(), c.fields());
  }

  void change(
      String container,
      Container.State state,
      Instant startedAt,
      String restart,
      SortedMap<String, String> fields) {
    change(container, state, 0, startedAt, restart, fields);
  }

  private void change(
      String container,
      Container.State state,
      int exitCode,
      Instant startedAt,
      String restart,
      SortedMap<String, String> fields) {
    var c = need(container);
    containers.put(
        container,
        new Container(
            c.id(),
            c.name(),
            c.service(),
            c.generation(),
            c.fingerprint(),
            c.image(),
            state,
            startedAt,
            c.restarts(),
            exitCode,
            false,
            c.health(),
            restart,
            c.address(),
            fields));
  }

  /** Somebody changes a field by hand. */
  public void drift(String container, String field, String value) {
    var c = containers.get(container);
    var fields = new TreeMap<>(c.fields());
    fields.put(field, value);
    change(container, c.state(), c.startedAt(), c.restart(), fields);
  }

  @Override
  public void stop(String container, Duration grace) {
    var c = containers.get(container);
    if (c != null && c.state() != Container.State.CREATED && c.running()) {
      did.add("stop " + container);
      set(container, Container.State.EXITED, tag(container).contains("unclean") ? 137 : 0);
    }
  }

  /** The engine goes and comes back, with or without the machine: policies decide what runs. */
  void restartEngine(int exitCode) {
    for (var c : List.copyOf(containers.values())) {
      if (c.running() && c.restart().equals("unless-stopped")) {
        set(c.name(), Container.State.RUNNING, 0);
      } else if (c.running()) {
        set(c.name(), Container.State.EXITED, exitCode);
      }
    }
  }

  @Override
  public void remove(String container) {
    did.add("remove " + container);
    containers.remove(container);
  }

  @Override
  public void update(String container, String restart, Optional<Service.Limits> limits) {
    if (containers.containsKey(container)) {
      var c = need(container);
      var fields = new TreeMap<>(c.fields());
      limits.flatMap(Service.Limits::memLimit).ifPresent(m -> fields.put("mem_limit", "" + m));
      change(container, c.state(), c.exitCode(), c.startedAt(), restart, fields);
    }
  }

  @Override
  public String report(String container, int lines) {
    return "the last words of " + container;
  }

  @Override
  public Evidence check(Check check) {
    var container = containers.get(check.container());
    if (container == null || !container.running()) {
      return Evidence.of(false, "not running");
    }
    var tag = tag(check.container());
    var hasTraffic = live.getOrDefault(container.service(), 0) == container.generation();
    if (sick.contains(check.container())
        || tag.contains("broken")
        || (tag.contains("turns") && hasTraffic)) {
      return Evidence.of(false, "ping: 502");
    }
    var bad = tag.contains("fails") && !check.sites().isEmpty();
    return Evidence.of(!bad, bad ? check.sites().get(0).site() + " answered 500" : "");
  }

  @Override
  public void point(Name service, int generation) {
    did.add("point " + service + " " + generation);
    live.put(service, generation);
  }

  @Override
  public void unpoint(Name service) {
    live.remove(service);
  }
}
