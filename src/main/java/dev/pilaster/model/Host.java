package dev.pilaster.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one door to side effects. Every verb is idempotent: creating what exists with the same
 * fingerprint, stopping what is stopped and removing what is gone succeed. Every verb may throw
 * {@link HostException} and has a deadline of its own.
 */
public interface Host {
  /** What is, at one moment. {@code watch} says what to look at besides our containers. */
  Observed observe(Watch watch);

  /** Pulls an image and tags it locally with its own tag; answers its manifest digest. */
  String pull(ImageRef image, Optional<Server.Credentials> credentials);

  /**
   * Removes an image, {@code repository@digest}, with its tags in this repository; answers why it
   * stays when somebody else uses it.
   */
  String removeImage(String image);

  /** Makes the agent's bridge with the lower part of the subnet free for fixed addresses. */
  void createNetwork(Server.Network network);

  /** Creates, and does not start, a container; writes its config files and socket directory. */
  void create(ContainerSpec spec);

  /**
   * Starts it, if nothing else that runs may write to what is its own.
   *
   * @param exclusive host paths and volume names that no other running container of the engine may
   *     have mounted for writing
   */
  void start(String container, List<String> exclusive);

  /** Stops it with its own signal, then kills it after the grace. */
  void stop(String container, Duration grace);

  /** Removes it, its config files and its socket directory. */
  void remove(String container);

  /** Sets the restart policy, and the limits where given, in place. */
  void update(String container, String restart, Optional<Service.Limits> limits);

  /** How it stands by the engine's account, and the last lines that it wrote, oldest first. */
  String report(String container, int lines);

  /** Asks one generation; bad evidence is an answer, not an exception. */
  Evidence check(Check check);

  /** Asks sites through nginx with their own Host header. */
  Evidence askSites(List<Check.SiteCheck> sites);

  /** Moves a service's pointer with one rename. */
  void point(Name service, int generation);

  /** Removes a service's pointer. */
  void unpoint(Name service);

  /** Whether nothing is connected to a generation's door any more (DEPLOY, drained). */
  Evidence drained(Check check);

  /** Whether no {@code docker exec} runs in it. */
  Evidence idle(String container);

  /**
   * Runs a command inside; answers the end of what it said. A code other than 0, or a timeout, is
   * {@link HostException.Kind#UNHEALTHY}.
   */
  String exec(Exec exec);

  /** Marks data directories with {@link Data#MARK}, making those that are missing. */
  void mark(List<String> dirs);

  /** Fails when a snapshot could not be taken: no space, or a directory that is a mount point. */
  void room(Data data);

  /** Copies directories that nobody writes to beside themselves: complete, or not at all. */
  void snapshot(Data data);

  /** Sets directories aside and puts their snapshot in their place, by renaming. */
  void restore(Data data);

  /** Writes a database's content to a file of the agent's: complete, or not at all. */
  void dump(Dump dump);

  /** Makes a database what its dump holds. */
  void restoreDump(Dump dump);

  /** Has a database server do something; what it refuses is {@link HostException.Kind#INVALID}. */
  void tell(DatabaseServer server, DatabaseOrder order);

  /** Checks the whole candidate, swaps, reloads, proves; else the former bytes are back. */
  void install(Fileset files);

  /** Makes the directories so. */
  void makeTree(Tree tree);

  /** Brings a site's assets, unless that was done on this host. */
  void importAssets(AssetsImport wanted);

  /**
   * Sets owner and modes of a site's served code, its settings and its assets where they differ.
   */
  void setRights(Rights rights);

  /** Writes a complete release beside the others; nothing serves it yet. */
  void export(Release release);

  /**
   * Has the PHP of an image read a release's files, apart from all that runs; answers what it said.
   * A file that it cannot read is {@link HostException.Kind#INVALID}.
   */
  String proofread(Proofreading wanted);

  /** Moves a site's {@code current} link with one rename. */
  void flip(Name site, String release);

  void removeRelease(Name site, String release);

  /** What renderers and planners need to know of this host; cheap. */
  Observed.HostFacts facts();

  /**
   * What to look at besides our containers and files.
   *
   * @param network the agent's own
   * @param sites site to the absolute paths of its lasting directories
   * @param rights site to whose its files must be
   * @param docroots of sites that are Drupal: where in a release
   * @param data absolute paths of the services' data directories
   * @param databases service to what its server is asked for, from time to time
   * @param busy services whose steps are being performed: the engine answers nothing about a
   *     container while it starts it, so such a one is left out
   */
  record Watch(
      String network,
      SortedMap<Name, SortedSet<String>> sites,
      SortedMap<Name, Rights> rights,
      SortedMap<Name, String> docroots,
      SortedSet<String> data,
      SortedMap<Name, DatabaseState.Question> databases,
      SortedSet<Name> busy) {
    public Watch {
      docroots = Collections.unmodifiableSortedMap(new TreeMap<>(docroots));
      rights = Collections.unmodifiableSortedMap(new TreeMap<>(rights));
      databases = Collections.unmodifiableSortedMap(new TreeMap<>(databases));
      busy = Collections.unmodifiableSortedSet(new TreeSet<>(busy));
      data = Collections.unmodifiableSortedSet(new TreeSet<>(data));
      sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
    }
  }
}
