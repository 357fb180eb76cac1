package dev.pilaster.plan;

import static java.util.stream.Collectors.joining;

import dev.pilaster.model.ContainerSpec;
import dev.pilaster.model.ContainerSpec.Labels;
import dev.pilaster.model.Data;
import dev.pilaster.model.Fields;
import dev.pilaster.model.Memo;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed.HostFacts;
import dev.pilaster.model.Role;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import dev.pilaster.model.Service;
import dev.pilaster.model.Site;
import dev.pilaster.render.Msmtp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** From a service to the recipe of one of its generations, and to its fingerprint. */
final class Generations {
  /** Where a container sees the marks of its data directories. */
  private static final String MARKS = "/run/pilaster-data-";

  /** Where a container sees root's password; its environment, which the engine shows, has none. */
  private static final String ROOT_PASSWORD = "/run/pilaster-root-password";

  /** Under this name the images of MariaDB look for that file, and for the password itself. */
  private static final String ROOT_PASSWORD_FILE = "MARIADB_ROOT_PASSWORD_FILE";

  private static final Memo<Name, Question, String> FINGERPRINTS = new Memo<>();

  private final Goal goal;
  private final HostFacts facts;
  private final Map<Name, List<Site>> sites = new HashMap<>();

  Generations(Goal goal, HostFacts facts) {
    this.goal = goal;
    this.facts = facts;
    goal.desired()
        .sites()
        .values()
        .forEach(
            site ->
                site.container()
                    .ifPresent(c -> sites.computeIfAbsent(c, k -> new ArrayList<>()).add(site)));
  }

  /** Everything that a fingerprint is made of. */
  private record Question(
      Service service, String digest, List<Site> sites, Server server, HostFacts facts) {}

  /** The name of a service's generation. */
  static String name(Name service, int generation) {
    return service + "-g" + generation;
  }

  /** The directory in which a generation makes its socket. */
  String runDir(Name service, int generation) {
    return facts.run() + "/" + service + "/" + generation;
  }

  /**
   * The digest of everything that makes a generation another one: the image's digest and each field
   * that is set, and its port, without what differs between two generations of the same (number and
   * address).
   */
  String fingerprint(Service service, String digest) {
    var server = goal.desired().server();
    var question = new Question(service, digest, sitesOf(service.name()), server, facts);
    return FINGERPRINTS.get(service.name(), question, () -> digestOf(service, digest));
  }

  private String digestOf(Service service, String digest) {
    var spec = spec(service, digest, 0, "", "");
    var text =
        Fields.of(spec).entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue() + "\n")
            .collect(joining("", "image=" + service.image().at(digest) + "\n", port(spec)));
    return Secret.of(text).digest();
  }

  /** The engine does not know it: a proxy's service says it, and its container does not. */
  private static String port(ContainerSpec spec) {
    return spec.door().startsWith(":") ? "port=" + spec.door().substring(1) + "\n" : "";
  }

  private static String door(Service service, String address) {
    return service.fpmSocket() ? "fpm.sock" : address + service.port().map(p -> ":" + p).orElse("");
  }

  /** The recipe of a generation. */
  ContainerSpec spec(
      Service service, String digest, int generation, String address, String fingerprint) {
    return new ContainerSpec(
        name(service.name(), generation),
        service.name(),
        generation,
        service.image().at(digest),
        labels(service, digest, generation, fingerprint),
        program(service, generation),
        mounts(service, generation),
        service.storage().tmpfs(),
        service.storage().readOnly(),
        service.storage().shmSize(),
        configs(service),
        goal.desired().server().network().name(),
        address,
        door(service, address),
        List.of(goal.desired().server().network().gateway()),
        service.networking(),
        service.security(),
        service.limits(),
        service.logging(),
        service.healthcheck(),
        "no",
        service.lifecycle().stopGracePeriod().toSeconds());
  }

  private Map<String, String> facts(
      Service service, String digest, int generation, String fingerprint) {
    return Map.of(
        Labels.SERVER, goal.desired().server().name().value(),
        Labels.SERVICE, service.name().value(),
        Labels.GENERATION, String.valueOf(generation),
        Labels.FINGERPRINT, fingerprint,
        Labels.REVISION, goal.commit().id(),
        Labels.IMAGE, service.image().at(digest));
  }

  private SortedMap<String, String> labels(
      Service service, String digest, int generation, String fingerprint) {
    var labels = new TreeMap<>(service.labels());
    labels.putAll(facts(service, digest, generation, fingerprint));
    return labels;
  }

  private Service.Program program(Service service, int generation) {
    var program = service.program();
    var environment = new TreeMap<>(program.environment());
    if (service.fpmSocket()) {
      environment.put("PHP_FPM_LISTEN", runDir(service.name(), generation) + "/fpm.sock");
    } else if (service.role() == Role.PHP_FPM) {
      service.port().ifPresent(p -> environment.putIfAbsent("PHP_FPM_LISTEN", String.valueOf(p)));
    }
    givenRootPassword(service).ifPresent(p -> environment.put(ROOT_PASSWORD_FILE, ROOT_PASSWORD));
    return new Service.Program(
        program.command(),
        program.entrypoint(),
        program.user(),
        program.workingDir(),
        program.stopSignal(),
        program.init(),
        environment,
        program.envSecret());
  }

  private SortedMap<String, String> configs(Service service) {
    var configs = new TreeMap<>(service.storage().configs());
    givenRootPassword(service).ifPresent(p -> configs.put(ROOT_PASSWORD, p.reveal()));
    mail(service).ifPresent(text -> configs.putIfAbsent(Msmtp.PATH, text));
    return configs;
  }

  /** How PHP's mail leaves, where the host has a Postfix of ours. */
  private Optional<String> mail(Service service) {
    var server = goal.desired().server();
    var sites = sitesOf(service.name());
    return server
        .mail()
        .filter(m -> service.role() == Role.PHP_FPM && !sites.isEmpty())
        .map(m -> new Msmtp(server.network(), facts.sites(), sites).text());
  }

  /** What the image is to make root's password, unless somebody tells it in a way of his own. */
  private static Optional<Secret> givenRootPassword(Service service) {
    var program = service.program();
    var told =
        Stream.concat(
                program.environment().keySet().stream(), program.envSecret().keySet().stream())
            .anyMatch(name -> name.contains("_ROOT_PASSWORD"));
    return told ? Optional.empty() : service.rootPassword();
  }

  private List<Service.Volume> mounts(Service service, int generation) {
    var mounts = new ArrayList<>(service.storage().volumes());
    if (service.fpmSocket()) {
      var dir = runDir(service.name(), generation);
      mounts.add(new Service.Volume(true, dir, dir, false, true));
    }
    for (var site : sitesOf(service.name())) {
      var root = siteRoot(site.name());
      mounts.add(new Service.Volume(true, root, root, true, false));
      mounts.add(new Service.Volume(true, root + "/shared", root + "/shared", false, false));
    }
    return mounts;
  }

  /** A site's directory, on the host and in every container that serves it. */
  String siteRoot(Name site) {
    return facts.sites() + "/" + site;
  }

  /** The sites that break when a service does: its own, and those of what depends on it. */
  List<Site> sitesNeeding(Name service) {
    var services = dependents(service);
    return goal.desired().sites().values().stream()
        .filter(
            site ->
                site.container().filter(services::contains).isPresent()
                    || site.upstream().filter(u -> services.contains(u.container())).isPresent()
                    || site.databases().values().stream()
                        .anyMatch(d -> d.service().filter(services::contains).isPresent()))
        .toList();
  }

  private Set<Name> dependents(Name service) {
    var found = new TreeSet<Name>(List.of(service));
    var grown = true;
    while (grown) {
      grown =
          goal.desired().services().values().stream()
              .filter(s -> s.dependsOn().stream().anyMatch(found::contains))
              .map(Service::name)
              .map(found::add)
              .reduce(false, Boolean::logicalOr);
    }
    return found;
  }

  /**
   * The same recipe with each data directory's mark mounted as well: the engine itself refuses to
   * start it where the mark is gone, as after a reboot without the disk.
   *
   * @param known data directories that are there, or will be
   */
  ContainerSpec marked(ContainerSpec spec, Set<String> known) {
    var mounts = new ArrayList<>(spec.mounts());
    spec.mounts().stream()
        .filter(v -> v.bind() && !v.readOnly() && known.contains(v.source()))
        .map(v -> v.source() + "/" + Data.MARK)
        .map(mark -> new Service.Volume(true, mark, MARKS + mounts.size(), true, false))
        .forEach(mounts::add);
    return spec.with(mounts);
  }

  /** The sites that are placed in a service. */
  List<Site> sitesOf(Name service) {
    return sites.getOrDefault(service, List.of());
  }
}
