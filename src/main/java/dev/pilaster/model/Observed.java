package dev.pilaster.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the host is, at one moment.
 *
 * @param network the agent's own network, empty when there is none
 * @param digests local image tag ({@code repository:tag}) to manifest digest
 * @param images images that are here, {@code repository@sha256:…}
 * @param live service to the generation that its pointer names
 * @param files absolute path to text, of every file in the directories that are ours
 * @param served program to the digest that it serves now
 * @param neighbours other people's part of nginx's configuration
 * @param sites site to its directories
 * @param code site to the commit that its ref names now
 * @param marked data directory to whether it has its mark
 * @param databases service to what its server has; missing while it is not known
 */
public record Observed(
    Instant at,
    Optional<NetworkState> network,
    List<Container> containers,
    SortedMap<String, String> digests,
    SortedSet<String> images,
    SortedMap<Name, Integer> live,
    SortedMap<String, String> files,
    SortedMap<String, String> served,
    Neighbours neighbours,
    SortedMap<Name, SiteState> sites,
    SortedMap<Name, Code> code,
    SortedMap<String, Boolean> marked,
    SortedMap<Name, DatabaseState> databases,
    Spare spare,
    HostFacts facts) {
  public Observed {
    containers = List.copyOf(containers);
    digests = sorted(digests);
    images = Collections.unmodifiableSortedSet(new TreeSet<>(images));
    live = sorted(live);
    files = sorted(files);
    served = sorted(served);
    sites = sorted(sites);
    code = sorted(code);
    marked = sorted(marked);
    databases = sorted(databases);
  }

  private static <K, V> SortedMap<K, V> sorted(SortedMap<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /**
   * Other people's part of nginx's configuration.
   *
   * @param digest of all of it; empty while it was not read
   * @param clashes our file to both places of the names that somebody else has on the same address
   */
  public record Neighbours(String digest, SortedMap<String, String> clashes) {
    public static final Neighbours UNKNOWN = new Neighbours("", new TreeMap<>());

    public Neighbours {
      clashes = sorted(clashes);
    }
  }

  /** The same, with what the sites' repositories say. */
  public Observed withCode(SortedMap<Name, Code> said) {
    return new Observed(
        at,
        network,
        containers,
        digests,
        images,
        live,
        files,
        served,
        neighbours,
        sites,
        said,
        marked,
        databases,
        spare,
        facts);
  }

  /**
   * What the host has left.
   *
   * @param memory bytes that programs could still get
   * @param disk percent that is free where images and releases go
   */
  public record Spare(long memory, int disk) {}

  /** The generations of one service, oldest first. */
  public List<Container> of(Name service) {
    var found = new ArrayList<Container>();
    for (var container : containers) {
      if (container.service().equals(service)) {
        found.add(container);
      }
    }
    found.sort(Comparator.comparingInt(Container::generation));
    return found;
  }

  /** A bridge network; addresses as text. */
  public record NetworkState(String name, String subnet, String gateway, boolean ours) {}

  /**
   * A site's directories.
   *
   * @param current the release that {@code current} names, empty when there is none
   * @param releases complete releases that are here, oldest first
   * @param dirs absolute path to owner, group and mode
   * @param wrong files of it whose owner or mode is not what it must be, as far as that is known
   * @param imported whether its assets were imported here, by their mark
   * @param cores release to the Drupal that it is, for sites of that type
   */
  public record SiteState(
      Optional<String> current,
      List<String> releases,
      SortedMap<String, Tree.Dir> dirs,
      List<Difference> wrong,
      boolean imported,
      SortedMap<String, DrupalCore> cores) {
    public SiteState {
      cores = sorted(cores);
      wrong = List.copyOf(wrong);
      releases = List.copyOf(releases);
      dirs = sorted(dirs);
    }

    /** One whose code was not looked at. */
    public SiteState(
        Optional<String> current,
        List<String> releases,
        SortedMap<String, Tree.Dir> dirs,
        List<Difference> wrong,
        boolean imported) {
      this(current, releases, dirs, wrong, imported, new TreeMap<>());
    }

    /** The Drupal that is served. */
    public Optional<DrupalCore> core() {
      return current.flatMap(c -> Optional.ofNullable(cores.get(c)));
    }

    /** The same, with what is wrong of its files. */
    public SiteState withWrong(List<Difference> differences) {
      return new SiteState(current, releases, dirs, differences, imported, cores);
    }

    /** The same, with the Drupals that its releases are. */
    public SiteState withCores(Map<String, DrupalCore> found) {
      return new SiteState(current, releases, dirs, wrong, imported, new TreeMap<>(found));
    }
  }

  /** The commit that a site's ref names (40 hex), or why it is not known. */
  public record Code(Optional<String> commit, Optional<String> error, Instant since) {}

  /**
   * Facts of the host that renderers need.
   *
   * @param nameservers the host's own, before ours was put in
   * @param searchDomains likewise
   * @param resolved systemd-resolved is in charge of the host's resolver file
   * @param sites root directory of the sites, absolute
   * @param run root directory of the sockets, absolute
   * @param tools what works on this host without the agent
   */
  public record HostFacts(
      String sites,
      String run,
      String nginx,
      String dnsmasq,
      String hosts,
      String group,
      List<String> nameservers,
      List<String> searchDomains,
      boolean resolved,
      Tools tools) {
    public HostFacts {
      nameservers = List.copyOf(nameservers);
      searchDomains = List.copyOf(searchDomains);
    }
  }

  /**
   * Where what cron and people run lies; absolute paths.
   *
   * @param state the agent's own directory
   * @param cron crontabs, shared with others
   * @param drush site aliases, shared with others
   * @param bin programs of the host's administrator
   * @param rotation settings of logrotate, shared with others
   * @param engine as {@code DOCKER_HOST} has it
   * @param prefix of the names of containers
   * @param zone the host's, by which cron goes
   */
  public record Tools(
      String state,
      String cron,
      String drush,
      String bin,
      String rotation,
      String engine,
      String prefix,
      ZoneId zone) {}
}
