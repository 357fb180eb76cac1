package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Host;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Rights;
import dev.pilaster.model.Server;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * From what is wanted and what is to what is done: pure, total and deterministic. A turn's plan
 * holds everything that can be done now; what has to wait says for what.
 */
public final class Planner {
  private static final Duration GRACE = Duration.ofSeconds(40);
  private static final String RELEASE = "release/";
  private static final String TREE = "tree/";

  private final Situation situation;
  private final Draft draft;
  private final Generations generations;

  private Planner(Situation situation) {
    this.situation = situation;
    this.draft = new Draft(situation);
    this.generations = new Generations(situation.goal(), situation.observed().facts());
  }

  /** What to look at for this goal, while steps of these subjects are performed. */
  public static Host.Watch watch(Goal goal, Observed.HostFacts facts, Set<Subject> performed) {
    var sites = new TreeMap<Name, SortedSet<String>>();
    for (var site : goal.desired().sites().values()) {
      sites.put(site.name(), new TreeSet<>(TreePlan.tree(site, goal, facts).dirs().keySet()));
    }
    var data = new TreeSet<String>();
    goal.desired().services().values().forEach(s -> data.addAll(s.dataPaths()));
    var rights = new TreeMap<Name, Rights>();
    goal.desired().sites().values().forEach(s -> rights.put(s.name(), TreePlan.rights(s)));
    var docroots = new TreeMap<Name, String>();
    goal.desired().sites().values().stream()
        .filter(s -> s.type().drupal())
        .forEach(s -> docroots.put(s.name(), s.docroot()));
    var network = goal.desired().server().network().name();
    var busy = new TreeSet<Name>();
    performed.stream()
        .filter(s -> s.kind() == Subject.Kind.CONTAINER)
        .forEach(s -> busy.add(new Name(s.name())));
    return new Host.Watch(
        network, sites, rights, docroots, data, DatabaseView.questions(goal), busy);
  }

  /** Plans one turn. */
  public static Plan plan(Situation situation) {
    return new Planner(situation).plan();
  }

  private Plan plan() {
    var desired = situation.goal().desired();
    network(desired.server().network());
    desired.sites().values().forEach(site -> new TreePlan(draft).plan(site));
    var releases = new ReleasePlan(draft, generations);
    var databases = new DatabasePlan(draft);
    desired.sites().values().forEach(s -> databases.plan(s, () -> !releases.serves(s)));
    desired
        .sites()
        .values()
        .forEach(site -> site.source().ifPresent(source -> releases.plan(site, source)));
    desired
        .services()
        .values()
        .forEach(s -> new ServicePlan(new Stage(situation, draft, generations, s)).plan());
    new Filesets(draft).plan();
    gone().forEach(this::remove);
    new OldImages(draft).plan();
    forgetGoneServices();
    forgetGoneSites();
    return draft.plan();
  }

  /** What was refused or begun for a site that nobody wants any more means nothing. */
  private void forgetGoneSites() {
    var goal = situation.goal();
    var wanted = new TreeSet<>(goal.desired().sites().keySet());
    wanted.addAll(goal.lost());
    draft.memory.deploys.keySet().removeIf(site -> !wanted.contains(new Name(site)));
    draft
        .memory
        .quarantine
        .keySet()
        .removeIf(
            key ->
                (key.startsWith(RELEASE) || key.startsWith(TREE))
                    && !wanted.contains(new Name(key.substring(key.indexOf('/') + 1))));
  }

  /** An upgrade of what nobody wants any more goes nowhere, even if somebody else removed it. */
  private void forgetGoneServices() {
    var wanted = situation.goal().desired().services().keySet();
    draft.memory.rollouts.keySet().removeIf(service -> !wanted.contains(new Name(service)));
  }

  private void network(Server.Network wanted) {
    var subject = new Subject(Subject.Kind.NETWORK, wanted.name());
    var have = situation.observed().network();
    var differs = have.filter(n -> !n.subnet().equals(wanted.subnet()));
    if (have.isEmpty() && !draft.busy(subject)) {
      draft.add(
          Change.now(
              subject,
              Action.CREATE,
              List.of("new"),
              List.of(new Step.CreateNetwork(wanted)),
              wanted.toString()));
    }
    draft.add(
        new Resource(
            subject,
            have.isPresent() && differs.isEmpty() ? Sync.SYNCED : Sync.OUT_OF_SYNC,
            have.isPresent() ? Health.HEALTHY : Health.MISSING,
            differs
                .map(n -> List.of(new Difference("subnet", wanted.subnet(), n.subnet())))
                .orElse(List.of()),
            Optional.empty(),
            "",
            differs.map(n -> subnetDiffers(n, wanted)).orElse("")));
  }

  private static String subnetDiffers(Observed.NetworkState have, Server.Network wanted) {
    return "has the subnet %s, not %s: remove its containers and the network to have it made anew"
        .formatted(have.subnet(), wanted.subnet());
  }

  /** Services that run here and are wanted no more. */
  private Set<Name> gone() {
    var gone = new TreeSet<>(situation.observed().live().keySet());
    situation.observed().containers().forEach(c -> gone.add(c.service()));
    gone.removeAll(situation.goal().desired().services().keySet());
    return situation.goal().desired().server().reconcile().prune() ? gone : new TreeSet<>();
  }

  private void remove(Name service) {
    var subject = Subject.container(service);
    if (draft.busy(subject)) {
      return;
    }
    var steps = new ArrayList<Step>(List.of(new Step.Unpoint(service)));
    for (var container : situation.observed().of(service)) {
      steps.add(new Step.Stop(container.name(), grace(container)));
      steps.add(new Step.Remove(container.name()));
    }
    var reasons = List.of("not in the pillar any more");
    var change = Change.now(subject, Action.REMOVE, reasons, steps, "removed");
    var served = served(service).map(s -> change.blocked("site " + s + " is still served by it"));
    draft.begin(served.orElse(change), hasData(service));
    draft.memory.good.remove(service.value());
    draft.memory.quarantine.remove(subject.toString());
    removed(subject, situation.observed().of(service));
  }

  /** What it was made with: a database needs longer than most. */
  private static Duration grace(Container container) {
    var text = container.fields().getOrDefault("stop_grace_period", "");
    return text.matches("\\d{1,6}s") ? Duration.parse("PT" + text) : GRACE;
  }

  private Optional<String> hasData(Name service) {
    return draft.memory.data.entrySet().stream()
        .filter(e -> e.getValue().equals(service.value()))
        .map(e -> "removes a container with data in " + e.getKey() + "; the data stays")
        .findFirst();
  }

  private Optional<String> served(Name service) {
    var prefix = situation.observed().facts().nginx() + "/";
    return situation.observed().files().keySet().stream()
        .filter(path -> path.startsWith(prefix) && path.endsWith(".conf"))
        .map(path -> path.substring(prefix.length(), path.length() - ".conf".length()))
        .filter(site -> Routes.sentTo(situation.observed(), site, service))
        .findFirst();
  }

  private void removed(Subject subject, List<Container> containers) {
    var held = draft.held(subject);
    draft.add(
        new Resource(
            subject,
            Sync.OUT_OF_SYNC,
            held.isPresent() ? Health.SUSPENDED : Health.PROGRESSING,
            List.of(),
            containers.stream().map(Container::generation).reduce((a, b) -> b),
            "",
            "not in the pillar any more" + held.map(h -> "; waits for " + h).orElse("")));
  }
}
