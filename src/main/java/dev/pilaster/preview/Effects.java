package dev.pilaster.preview;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Name;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource;
import dev.pilaster.model.Site;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject.Kind;
import dev.pilaster.plan.Goal;
import dev.pilaster.plan.Imagined;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a goal does to a host, as a person reads it. */
final class Effects {
  private static final List<String> KINDS =
      List.of("site", "container", "database", "release", "fileset", "tree", "network", "image");

  /** What people ask for first, and a gap before everything else of its kind. */
  private static final Comparator<Effect> ORDER =
      Comparator.<Effect>comparingInt(e -> KINDS.indexOf(e.kind()))
          .thenComparing(e -> !e.gap())
          .thenComparing(Effect::name);

  private final SortedMap<Name, Site> before;
  private final SortedMap<Name, Site> after;
  private final boolean fresh;
  private final Plan plan;
  private final Wording wording;
  private final Set<String> known;

  /**
   * @param was empty for a new host
   * @param world as it is before
   */
  Effects(Optional<Goal> was, Goal goal, Imagined world) {
    this.before = was.map(w -> w.desired().sites()).orElse(new TreeMap<>());
    this.after = goal.desired().sites();
    this.fresh = was.isEmpty();
    this.plan = world.plan(goal);
    this.wording = new Wording(was, goal);
    this.known = was.map(w -> messages(world.plan(w))).orElse(Set.of());
  }

  private static Set<String> messages(Plan plan) {
    return plan.resources().stream().map(Resource::message).collect(Collectors.toSet());
  }

  /** Sites as a whole first, then resource by resource. */
  List<Effect> all() {
    var effects = new ArrayList<Effect>();
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.forEach(name -> site(effects, name));
    plan.changes().stream().filter(this::shown).map(this::effect).forEach(effects::add);
    plan.approvals().stream()
        .filter(a -> a.subject().kind() == Kind.FILESET)
        .map(this::unapproved)
        .forEach(effects::add);
    effects.sort(ORDER);
    return effects;
  }

  private void site(List<Effect> into, Name name) {
    var old = Optional.ofNullable(before.get(name));
    var young = Optional.ofNullable(after.get(name));
    if (old.isEmpty()) {
      young.map(Wording::placed).ifPresent(w -> into.add(effect(name, Action.CREATE, w)));
    } else if (young.isEmpty()) {
      into.add(effect(name, Action.REMOVE, Wording.removed(name)));
    } else {
      Wording.changed(old.get(), young.get())
          .forEach(w -> into.add(effect(name, Action.UPDATE, w)));
    }
  }

  private static Effect effect(Name site, Action action, String because) {
    return Effect.site(site.value(), action, because);
  }

  /**
   * Files are shown themselves, and of those that are held back it is said why. What follows from a
   * new site or host need not be said.
   */
  private boolean shown(Change change) {
    return switch (change.subject().kind()) {
      case FILESET -> waits(change).isPresent();
      case TREE -> !fresh && change.action() != Action.CREATE;
      case CONTAINER, DATABASE -> true;
      default -> !fresh;
    };
  }

  private Effect effect(Change change) {
    return new Effect(
        change.subject().kind().text(),
        change.subject().name(),
        change.action(),
        wording.reasons(change),
        waits(change),
        change.steps().stream().map(Step::text).map(wording::plain).toList());
  }

  /** What comes first anyway is nothing to wait for. */
  private Optional<String> waits(Change change) {
    return change.blockedBy().filter(by -> !Wording.isOrder(by)).map(wording::plain);
  }

  private Effect unapproved(Plan.Approval approval) {
    var because = approval.because();
    return new Effect(
        approval.subject().kind().text(),
        approval.subject().name(),
        approval.action(),
        because.stream().map(wording::plain).toList(),
        Optional.of(Wording.APPROVAL),
        List.of());
  }

  /** What would not work, although nothing is to be done about it by the agent. */
  List<String> notes() {
    var changed = new TreeMap<String, Action>();
    plan.changes().forEach(c -> changed.put(c.subject().toString(), c.action()));
    plan.approvals().forEach(a -> changed.put(a.subject().toString(), a.action()));
    return plan.resources().stream()
        .filter(r -> !r.message().isEmpty() && !r.message().startsWith("waits for "))
        .filter(r -> !known.contains(r.message()))
        .filter(r -> !changed.containsKey(r.subject().toString()))
        .map(r -> Map.entry(r.subject(), wording.plain(r.message())))
        .map(e -> e.getKey() + ": " + e.getValue())
        .toList();
  }
}
