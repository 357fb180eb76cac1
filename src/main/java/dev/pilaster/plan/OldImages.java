package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Images that were pulled for us and that nothing needs any more. The youngest of each repository
 * stay, so that a revert or a rollback needs no registry; images that others pulled are theirs.
 */
final class OldImages {
  /** Of one repository, besides those in use. */
  private static final int KEPT = 3;

  private final Draft draft;
  private final Situation situation;

  OldImages(Draft draft) {
    this.draft = draft;
    this.situation = draft.situation;
  }

  void plan() {
    if (!situation.goal().desired().server().reconcile().prune()) {
      return;
    }
    var needed = needed();
    var idle = new TreeSet<>(draft.memory.images.keySet());
    idle.retainAll(situation.observed().images());
    idle.removeIf(needed::contains);
    var byRepository = new TreeMap<String, List<String>>();
    idle.stream()
        .sorted(Comparator.comparing(draft.memory.images::get).reversed())
        .forEach(i -> byRepository.computeIfAbsent(repository(i), r -> new ArrayList<>()).add(i));
    byRepository.forEach(this::remove);
  }

  private void remove(String repository, List<String> youngestFirst) {
    var subject = new Subject(Subject.Kind.IMAGE, repository);
    if (youngestFirst.size() <= KEPT || draft.busy(subject)) {
      return;
    }
    var old = youngestFirst.subList(KEPT, youngestFirst.size());
    var steps = old.stream().map(image -> (Step) new Step.RemoveImage(image)).toList();
    var because = "%d younger ones are kept for a way back".formatted(KEPT);
    draft.add(Change.now(subject, Action.REMOVE, List.of(because), steps, ""));
  }

  /** What containers are made of, what is wanted, and what proved itself last. */
  private Set<String> needed() {
    var needed = new TreeSet<String>();
    situation.observed().containers().stream().map(Container::image).forEach(needed::add);
    for (var service : situation.goal().desired().services().values()) {
      var image = service.image();
      var known = draft.memory.digests.get(image.toString());
      image.digest().ifPresent(d -> needed.add(image.at(d)));
      if (known != null) {
        needed.add(image.at(known));
      }
      var good = draft.memory.good.get(service.name().value());
      if (good != null) {
        needed.add(image.at(good.digest()));
      }
    }
    return needed;
  }

  private static String repository(String image) {
    return image.substring(0, image.indexOf('@'));
  }
}
