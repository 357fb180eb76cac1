package dev.pilaster.preview;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Name;
import dev.pilaster.model.Site;
import dev.pilaster.model.Subject.Kind;
import dev.pilaster.plan.Goal;
import dev.pilaster.plan.Imagined;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The plan's sentences without what was only imagined: digests, commits, ids of approvals. */
final class Wording {
  static final String APPROVAL = "somebody's approval";

  private static final String NO_GAP =
      "start-first, no gap: the old one serves until the new one has proven itself";
  private static final Pattern IMAGE = Pattern.compile("[^\\s@,]+@sha256:[0-9a-f]{64}");
  private static final Pattern APPROVAL_ID = Pattern.compile("approval [0-9a-f]{8}(: )?");
  private static final Pattern ORDER =
      Pattern.compile("network|(tree|container|database|release)/\\S+|site \\S+ is still served.*");
  private static final Pattern RELEASE = Pattern.compile("(release )?[0-9a-f]{12}-[0-9a-f]{8}");
  private static final Pattern MOUNT =
      Pattern.compile("volumes\\./srv/sites/([a-z0-9-]+)(/shared)?: .*");

  private final SortedMap<String, String> references = new TreeMap<>();
  private final SortedMap<Name, Site> before;
  private final SortedMap<Name, Site> after;

  Wording(Optional<Goal> was, Goal goal) {
    this.before = was.map(w -> w.desired().sites()).orElse(new TreeMap<>());
    this.after = goal.desired().sites();
    was.ifPresent(w -> references.putAll(Imagined.references(w)));
    references.putAll(Imagined.references(goal));
  }

  /** Any text of the plan. */
  String plain(String text) {
    var images =
        IMAGE
            .matcher(text)
            .replaceAll(
                m ->
                    java.util.regex.Matcher.quoteReplacement(
                        references.getOrDefault(m.group(), m.group())));
    var approvals = APPROVAL_ID.matcher(images).replaceAll(APPROVAL + "$1");
    return Redaction.of(RELEASE.matcher(approvals).replaceAll("the new release"));
  }

  /** Whether a change waits for another one of the same plan only. */
  static boolean isOrder(String blockedBy) {
    return ORDER.matcher(blockedBy).matches();
  }

  List<String> reasons(Change change) {
    if (change.subject().kind() == Kind.RELEASE) {
      return release(new Name(change.subject().name()));
    }
    var reasons = new ArrayList<>(change.because().stream().map(this::reason).distinct().toList());
    if (change.subject().kind() == Kind.CONTAINER && change.action() == Action.REPLACE) {
      reasons.add(NO_GAP);
    }
    return reasons;
  }

  private String reason(String because) {
    var mount = MOUNT.matcher(because);
    return mount.matches() ? "site %s is mounted".formatted(mount.group(1)) : plain(because);
  }

  private List<String> release(Name site) {
    var old = Optional.ofNullable(before.get(site)).flatMap(Site::source);
    var young = Optional.ofNullable(after.get(site)).flatMap(Site::source);
    if (old.isEmpty() || young.isEmpty()) {
      return List.of(young.map(s -> "code: " + s.git() + " at " + s.ref()).orElse("code"));
    }
    var reasons = new ArrayList<String>();
    differ(reasons, "ref", old.get().ref(), young.get().ref());
    differ(reasons, "git", old.get().git(), young.get().git());
    differ(reasons, "path", old.get().path(), young.get().path());
    if (!old.get().build().equals(young.get().build())) {
      reasons.add("it is built in another way");
    }
    return reasons.isEmpty() ? List.of("its settings, the code stays") : reasons;
  }

  private static void differ(List<String> into, String what, Object old, Object young) {
    if (!old.equals(young)) {
      into.add("%s: %s → %s".formatted(what, old, young));
    }
  }

  /** Where a site is served that was not. */
  static String placed(Site site) {
    var where = site.container().map(c -> ", in " + c).orElse("");
    return "served here from now on as " + site.canonical() + where;
  }

  static String removed(Name site) {
    return "not served here any more; its files and databases stay until: pilaster purge %s"
        .formatted(site);
  }

  /** What visitors see of a changed site. */
  static List<String> changed(Site old, Site young) {
    var changes = new ArrayList<String>();
    if (old.enabled() != young.enabled()) {
      changes.add(young.enabled() ? "enabled again" : "disabled: visitors get 503, no job runs");
    }
    differ(
        changes,
        "container",
        old.container().map(Name::value).orElse("none"),
        young.container().map(Name::value).orElse("none"));
    var gone = domains(old);
    var come = domains(young);
    come.removeAll(domains(old));
    gone.removeAll(domains(young));
    come.forEach(d -> changes.add("domain + " + d));
    gone.forEach(d -> changes.add("domain - " + d));
    return changes;
  }

  private static Set<String> domains(Site site) {
    var domains = new TreeSet<String>();
    site.domains().forEach(d -> domains.add(d.name()));
    return domains;
  }
}
