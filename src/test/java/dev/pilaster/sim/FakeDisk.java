package dev.pilaster.sim;

import dev.pilaster.model.AssetsImport;
import dev.pilaster.model.Check;
import dev.pilaster.model.Container;
import dev.pilaster.model.Data;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Dump;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Exec;
import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Proofreading;
import dev.pilaster.model.Release;
import dev.pilaster.model.Rights;
import dev.pilaster.model.Tree;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The part of a host in memory that is directories: sites, releases, data and dumps. */
abstract class FakeDisk extends FakeServers {
  public static final Observed.HostFacts FACTS =
      new Observed.HostFacts(
          "/srv/sites",
          "/var/lib/pilaster/run",
          "/etc/nginx/pilaster.d",
          "/etc/dnsmasq.d",
          "/var/lib/pilaster/hosts.d",
          "www-data",
          List.of("192.0.2.53"),
          List.of(),
          false,
          new Observed.Tools(
              "/var/lib/pilaster",
              "/etc/cron.d",
              "/etc/drush",
              "/usr/local/bin",
              "/etc/logrotate.d",
              "unix:///var/run/docker.sock",
              "",
              ZoneOffset.UTC));

  public final TreeMap<String, String> files = new TreeMap<>();
  public final TreeMap<String, String> served = new TreeMap<>();
  final TreeSet<String> badFiles = new TreeSet<>();
  final TreeSet<String> dirs = new TreeSet<>();
  public final TreeMap<Name, String> current = new TreeMap<>();

  public final TreeMap<Name, List<String>> releases = new TreeMap<>();

  /** Of each release that was written, {@code site/release}. */
  final TreeMap<String, String> settings = new TreeMap<>();

  public final TreeMap<Name, TreeMap<String, Tree.Dir>> trees = new TreeMap<>();

  /** Sites whose assets' mark is there. */
  final TreeSet<Name> imported = new TreeSet<>();

  /** Site to what a walk through its files found. */
  public final TreeMap<Name, List<Difference>> wrong = new TreeMap<>();

  final TreeSet<String> marks = new TreeSet<>();

  final TreeSet<String> images = new TreeSet<>();

  /** What the registry has. */
  final TreeMap<String, String> tags = new TreeMap<>();

  boolean full;

  /** Commands that fail, and the beginnings of releases that break their site. */
  final TreeSet<String> failing = new TreeSet<>();

  final TreeSet<String> badReleases = new TreeSet<>();

  /** How a release's name begins to what it answers besides 200. */
  final TreeMap<String, Integer> answers = new TreeMap<>();

  /** Data directory to who wrote it last: the images' tags, one after another. */
  final TreeMap<String, String> data = new TreeMap<>();

  final TreeMap<String, String> snapshots = new TreeMap<>();

  @Override
  public Observed.HostFacts facts() {
    return FACTS;
  }

  @Override
  public Evidence askSites(List<Check.SiteCheck> sites) {
    var statuses = new TreeMap<Name, Integer>();
    sites.forEach(s -> statuses.put(s.site(), broken(s.site()) ? 500 : answer(s.site())));
    var bad = sites.stream().filter(s -> !s.good(statuses.get(s.site()))).findFirst();
    var text = bad.map(s -> s.site() + " answered " + statuses.get(s.site()));
    return new Evidence(bad.isEmpty(), text.orElse(""), statuses);
  }

  private int answer(Name site) {
    var release = current.getOrDefault(site, "");
    return answers.entrySet().stream()
        .filter(a -> release.startsWith(a.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(200);
  }

  private boolean broken(Name site) {
    return badReleases.stream().anyMatch(current.getOrDefault(site, "")::startsWith);
  }

  @Override
  public String exec(Exec exec) {
    did.add("exec " + exec.container() + " " + String.join(" ", exec.command()));
    if (failing.contains(exec.command().get(exec.command().size() - 1))) {
      throw new HostException(Kind.UNHEALTHY, "exit code 1");
    }
    return "";
  }

  /** Fails while another container that runs may write there. */
  abstract void mustBeNone(String container, List<String> dirs);

  @Override
  public String removeImage(String image) {
    images.remove(image);
    did.add("remove image " + image);
    return "";
  }

  @Override
  public Evidence drained(Check check) {
    return Evidence.DONE;
  }

  @Override
  public Evidence idle(String container) {
    return Evidence.DONE;
  }

  @Override
  public void mark(List<String> dirs) {
    marks.addAll(dirs);
  }

  @Override
  public void room(Data wanted) {
    if (full) {
      throw new HostException(Kind.TRANSIENT, "no room for a snapshot");
    }
  }

  @Override
  public void snapshot(Data wanted) {
    mustBeNone("", wanted.dirs());
    for (var dir : wanted.dirs()) {
      snapshots.put(dir, data.getOrDefault(dir, ""));
    }
    did.add("snapshot " + wanted.text());
  }

  @Override
  public void restore(Data wanted) {
    mustBeNone("", wanted.dirs());
    for (var dir : wanted.dirs()) {
      Optional.ofNullable(snapshots.remove(dir)).ifPresent(was -> data.put(dir, was));
    }
    did.add("restore " + wanted.text());
  }

  @Override
  public void dump(Dump dump) {
    did.add("dump " + dump.database());
  }

  @Override
  public void restoreDump(Dump dump) {
    did.add("restore dump " + dump.database());
  }

  @Override
  public void makeTree(Tree tree) {
    trees.computeIfAbsent(tree.site(), s -> new TreeMap<>()).putAll(tree.dirs());
  }

  @Override
  public void importAssets(AssetsImport wanted) {
    if (failing.contains(wanted.from())) {
      throw new HostException(Kind.INVALID, wanted.from() + " leads out");
    }
    did.add("import " + wanted.from());
    imported.add(wanted.site());
  }

  @Override
  public void setRights(Rights rights) {
    if (failing.contains("rights")) {
      throw new HostException(Kind.INVALID, "no user \"deploy\" on this host");
    }
    did.add("set rights of " + rights.site());
    wrong.remove(rights.site());
  }

  @Override
  public void export(Release release) {
    settings.put(release.site() + "/" + release.name(), release.settings().toString());
    var list = new ArrayList<>(releases.getOrDefault(release.site(), List.of()));
    if (!list.contains(release.name())) {
      list.add(release.name());
    }
    releases.put(release.site(), list);
  }

  /** An image whose tag is older cannot read what is {@code newer}; an error is one for all. */
  @Override
  public String proofread(Proofreading wanted) {
    did.add("proofread " + wanted.release().name() + " with " + wanted.reader());
    var image = wanted.image();
    if (!images.contains(image.at(image.digest().orElseThrow()))) {
      throw new HostException(Kind.TRANSIENT, "no such image: " + image);
    }
    var text = wanted.release().settings() + " " + wanted.files();
    if (failing.stream().anyMatch(wanted.files()::contains)
        || (text.contains("newer") && !image.tag().orElse("").contains("newer"))) {
      throw new HostException(Kind.INVALID, "settings: php -l: syntax error");
    }
    return "";
  }

  @Override
  public void flip(Name site, String release) {
    did.add("flip " + site + " " + release);
    current.put(site, release);
  }

  @Override
  public void removeRelease(Name site, String release) {
    var list = new ArrayList<>(releases.getOrDefault(site, List.of()));
    list.remove(release);
    releases.put(site, list);
  }

  @Override
  public void install(Fileset fileset) {
    var culprits = new TreeMap<String, String>();
    fileset
        .files()
        .forEach(
            (path, file) -> {
              if (badFiles.contains(file.text())) {
                culprits.put(path, "syntax error");
              }
            });
    if (!culprits.isEmpty()) {
      throw new HostException(Kind.INVALID, "nginx -t failed", culprits);
    }
    var places = Places.of(fileset.kind());
    files
        .entrySet()
        .removeIf(
            f -> places.stream().anyMatch(f.getKey()::startsWith) && Fileset.ours(f.getValue()));
    fileset.files().forEach((path, file) -> files.put(path, file.text()));
    if (!fileset.digest().isEmpty()) {
      served.put(fileset.kind().text(), fileset.digest());
    }
  }

  java.util.SortedMap<String, Boolean> marked(Watch watch) {
    var marked = new TreeMap<String, Boolean>();
    watch.data().stream()
        .filter(dirs::contains)
        .forEach(dir -> marked.put(dir, marks.contains(dir)));
    return marked;
  }

  /** Whether a container has a source mounted for writing. */
  static boolean writes(Container container, String source) {
    return container.fields().entrySet().stream()
        .filter(f -> f.getKey().startsWith("volumes."))
        .anyMatch(
            f ->
                List.of(f.getValue().split(" ")).contains(source) && !f.getValue().endsWith(" ro"));
  }
}
