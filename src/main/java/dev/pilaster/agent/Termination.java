package dev.pilaster.agent;

import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Deploy;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Rollout;
import dev.pilaster.model.Subject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ends an operation at its next safe point: what it has not finished is refused, and so goes back
 * the way that a newer commit would send it. What is proven already is finished, and what only
 * heals goes on.
 */
final class Termination {
  private static final Set<Rollout.State> OPEN =
      EnumSet.of(
          Rollout.State.STARTED,
          Rollout.State.STOPPING,
          Rollout.State.SAVING,
          Rollout.State.OBSERVING);
  private static final Set<Action> UPGRADES =
      EnumSet.of(Action.CREATE, Action.REPLACE, Action.REPLACE_STOP_FIRST);

  private final Memory memory;
  private final SortedMap<String, String> unfinished = new TreeMap<>();

  private Termination(Memory memory) {
    this.memory = memory;
  }

  /** The memory that refuses what is unfinished. */
  static Memory of(Memory memory, Plan plan, String why, Instant now) {
    var termination = new Termination(memory);
    plan.changes().forEach(termination::planned);
    memory.rollouts().forEach(termination::rollout);
    memory.deploys().forEach(termination::deploy);
    return memory.with(
        draft -> {
          termination.unfinished.forEach(
              (s, fingerprint) -> draft.refuse(s, fingerprint, why, now));
          return draft;
        });
  }

  private void planned(Change change) {
    if (UPGRADES.contains(change.action()) && upgrades(change.subject())) {
      refuse(change.subject().toString(), change.fingerprint());
    }
  }

  private boolean upgrades(Subject subject) {
    return subject.kind() == Subject.Kind.CONTAINER
        ? !memory.rollouts().containsKey(subject.name())
        : subject.kind() == Subject.Kind.RELEASE && !memory.deploys().containsKey(subject.name());
  }

  private void rollout(String service, Rollout rollout) {
    if (OPEN.contains(rollout.state())) {
      refuse("container/" + service, rollout.fingerprint());
    }
  }

  private void deploy(String site, Deploy deploy) {
    if (deploy.state() == Deploy.State.PREPARING) {
      refuse("release/" + site, deploy.release());
    }
  }

  /** What proved itself before only comes back. */
  private void refuse(String subject, String fingerprint) {
    var key = subject.startsWith("container/") ? subject.substring(10) : subject;
    var good = Optional.ofNullable(memory.good().get(key)).map(Memory.Good::fingerprint);
    if (!fingerprint.isEmpty() && good.filter(fingerprint::equals).isEmpty()) {
      unfinished.put(subject, fingerprint);
    }
  }
}
