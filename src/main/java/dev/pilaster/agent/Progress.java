package dev.pilaster.agent;

import dev.pilaster.apply.Applier;
import dev.pilaster.model.Pulled;
import dev.pilaster.model.Step;
import dev.pilaster.model.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A step that is being performed now.
 *
 * @param pull how far it is, when it pulls an image
 */
public record Progress(Subject subject, String step, Instant since, Optional<Pulled> pull) {
  static List<Progress> of(
      SortedMap<Subject, Applier.Doing> doing, Function<String, Optional<Pulled>> pulls) {
    return doing.entrySet().stream().map(e -> of(e.getKey(), e.getValue(), pulls)).toList();
  }

  private static Progress of(
      Subject subject, Applier.Doing doing, Function<String, Optional<Pulled>> pulls) {
    var pull =
        Optional.of(doing.step())
            .filter(Step.Pull.class::isInstance)
            .flatMap(s -> pulls.apply(((Step.Pull) s).image().toString()));
    return new Progress(subject, doing.step().text(), doing.began(), pull);
  }
}
