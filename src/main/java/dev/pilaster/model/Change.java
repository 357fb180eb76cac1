package dev.pilaster.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One resource's way to its goal, from here to the end.
 *
 * @param because reasons, for people; no decision reads them
 * @param steps all that remains, in order
 * @param due how many of the steps are performed in this turn; 0 when blocked or waiting
 * @param blockedBy what must happen first
 * @param ending set when performing it ends the subject's way badly
 * @param fingerprint of the goal: what is refused from now on when this change fails by its own
 *     fault
 */
public record Change(
    Subject subject,
    Action action,
    List<String> because,
    List<Step> steps,
    int due,
    Optional<String> blockedBy,
    Optional<Ending> ending,
    String fingerprint) {
  public Change {
    because = List.copyOf(because);
    steps = List.copyOf(steps);
  }

  /** How a way ends that does not reach its goal. */
  public enum Ending {
    FAILED,
    ROLLED_BACK,
    SUPERSEDED,
    STUCK
  }

  /** A change whose steps are all due now. */
  public static Change now(
      Subject subject, Action action, List<String> because, List<Step> steps, String fingerprint) {
    return due(subject, action, because, steps, steps.size(), fingerprint);
  }

  /** A change of whose steps the first ones are due now. */
  public static Change due(
      Subject subject,
      Action action,
      List<String> because,
      List<Step> steps,
      int due,
      String fingerprint) {
    return new Change(
        subject, action, because, steps, due, Optional.empty(), Optional.empty(), fingerprint);
  }

  /** The same, with more reasons. */
  public Change because(List<String> more) {
    var all = new ArrayList<>(because);
    all.addAll(more);
    return new Change(subject, action, all, steps, due, blockedBy, ending, fingerprint);
  }

  /** The same, waiting for something else. */
  public Change blocked(String by) {
    return new Change(subject, action, because, steps, 0, Optional.of(by), ending, fingerprint);
  }

  /** The same, with so many steps due. */
  public Change due(int steps) {
    return new Change(subject, action, because, this.steps, steps, blockedBy, ending, fingerprint);
  }

  /** The same, as the bad end of a way. */
  public Change ending(Ending how) {
    return new Change(
        subject, action, because, steps, due, blockedBy, Optional.of(how), fingerprint);
  }

  /** The steps to perform in this turn. */
  public List<Step> dueSteps() {
    return steps.subList(0, due);
  }

  /** The images that it gets from a registry. */
  public Stream<ImageRef> pulls() {
    return steps.stream()
        .filter(Step.Pull.class::isInstance)
        .map(step -> ((Step.Pull) step).image());
  }
}
