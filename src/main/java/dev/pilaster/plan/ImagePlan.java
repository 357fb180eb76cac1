package dev.pilaster.plan;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Container;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Memory.Quarantine;
import dev.pilaster.model.Service;
import dev.pilaster.model.Service.AutoUpdate;
import dev.pilaster.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which exact image a service means on this host, whether it is refused, and how it gets here. */
final class ImagePlan {
  private final Stage stage;
  private final Service wanted;

  ImagePlan(Stage stage) {
    this.stage = stage;
    this.wanted = stage.wanted;
  }

  /** The digest that a reference means here: pinned, remembered, or the local tag's. */
  Optional<Target> target() {
    var image = wanted.image();
    var known = stage.draft.memory.digests;
    stage
        .update()
        .filter(u -> wanted.autoUpdate() == AutoUpdate.DIGEST)
        .ifPresent(u -> known.put(image.toString(), u.to()));
    return image
        .digest()
        .or(() -> Optional.ofNullable(known.get(image.toString())))
        .or(() -> Optional.ofNullable(stage.observed().digests().get(image.toString())))
        .map(d -> new Target(wanted, d, stage.generations.fingerprint(wanted, d)));
  }

  /** Why the target, or its image's very name, is refused. */
  Optional<Quarantine> refusal(Optional<Target> target) {
    var kept = Optional.ofNullable(stage.draft.memory.quarantine.get(stage.subject.toString()));
    return kept.filter(q -> concerns(q, target));
  }

  /** A refusal ends when something else is wanted. */
  void forgetOldRefusal(Optional<Target> target) {
    stage.draft.memory.quarantine.computeIfPresent(
        stage.subject.toString(), (key, q) -> concerns(q, target) ? q : null);
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
    var from = stage.active.map(a -> a.image() + " → ").orElse("");
    pull(wanted, wanted.image(), byName(), "image: " + from + wanted.image());
  }

  /** Gets an exact image: one that was here before, or that its tag names now. */
  void pullAgain(Target target) {
    var image = target.service().image();
    var exact = new ImageRef(image.repository(), image.tag(), Optional.of(target.digest()));
    var before =
        stage.active.map(Container::image).filter(i -> !i.equals(image.at(target.digest())));
    var reason =
        before
            .map(b -> "image: " + b + " → " + exact)
            .orElse("image " + image + " is not here any more");
    pull(target.service(), exact, target.fingerprint(), reason);
  }

  private void pull(Service service, ImageRef image, String fingerprint, String reason) {
    var reasons = new ArrayList<>(List.of(reason));
    reasons.addAll(StopFirstPlan.gap(stage, service));
    var registries = stage.situation.goal().desired().server().registries();
    var pull = new Step.Pull(image, Optional.ofNullable(registries.get(image.registry())));
    var action = stage.active.isPresent() ? Action.REPLACE : Action.CREATE;
    var change = Change.now(stage.subject, action, reasons, List.of(pull), fingerprint);
    var full = stage.draft.diskFull();
    if (!stage.draft.begin(full.map(change::blocked).orElse(change), Optional.empty())) {
      new KeepPlan(stage).up();
    }
  }
}
