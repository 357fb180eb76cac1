package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Memory.Quarantine;
import dev.pilaster.model.Service;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.util.List;
import java.util.Optional;

/** Which exact image a service means on this host, whether it is refused, and how it gets here. */
final class ImagePlan {
  private final Situation situation;
  private final Draft draft;
  private final Generations generations;
  private final Service wanted;
  private final Optional<Container> active;
  private final Subject subject;

  ImagePlan(
      Situation situation,
      Draft draft,
      Generations generations,
      Service wanted,
      Optional<Container> active) {
    this.situation = situation;
    this.draft = draft;
    this.generations = generations;
    this.wanted = wanted;
    this.active = active;
    this.subject = Subject.container(wanted.name());
  }

  /** The digest that a reference means here: pinned, remembered, or the local tag's. */
  Optional<Target> target() {
    var image = wanted.image();
    return image
        .digest()
        .or(() -> Optional.ofNullable(situation.memory().digests().get(image.toString())))
        .or(() -> Optional.ofNullable(situation.observed().digests().get(image.toString())))
        .map(d -> new Target(wanted, d, generations.fingerprint(wanted, d)));
  }

  /** Why the target, or its image's very name, is refused. */
  Optional<Quarantine> refusal(Optional<Target> target) {
    var kept = Optional.ofNullable(draft.memory.quarantine.get(subject.toString()));
    return kept.filter(q -> concerns(q, target));
  }

  /** A refusal ends when something else is wanted. */
  void forgetOldRefusal(Optional<Target> target) {
    draft.memory.quarantine.computeIfPresent(
        subject.toString(), (key, q) -> concerns(q, target) ? q : null);
  }

  private boolean concerns(Quarantine refused, Optional<Target> target) {
    return refused.fingerprint().equals(byName())
        || target.filter(t -> t.fingerprint().equals(refused.fingerprint())).isPresent();
  }

  /** What is refused when the image cannot even be had. */
  private String byName() {
    return "image " + wanted.image();
  }

  /** Gets the image for the first time, and learns its digest. */
  void pull() {
    var from = active.map(a -> a.image() + " → ").orElse("");
    pull(wanted.image(), byName(), "image: " + from + wanted.image());
  }

  /** Gets an image again that was here before. */
  void pullAgain(Target target) {
    var image = target.service().image();
    var exact = new ImageRef(image.repository(), image.tag(), Optional.of(target.digest()));
    pull(exact, target.fingerprint(), "image " + image + " is not here any more");
  }

  private void pull(ImageRef image, String fingerprint, String reason) {
    var registries = situation.goal().desired().server().registries();
    var pull = new Step.Pull(image, Optional.ofNullable(registries.get(image.registry())));
    var action = active.isPresent() ? Action.REPLACE : Action.CREATE;
    draft.add(Change.now(subject, action, List.of(reason), List.of(pull), fingerprint));
  }
}
