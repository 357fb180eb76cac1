package dev.pilaster.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.agent.Status;
import dev.pilaster.api.Samples;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.notify.Verdict.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private Optional<Verdict> last = Optional.empty();

  private Verdict of(Status status) {
    last = Verdict.of(status, last);
    return last.orElseThrow();
  }

  @Test
  void aCommitUnderWayIsPending() {
    var verdict = of(Scenes.running(Samples.commit(2)));
    assertThat(verdict.state()).isEqualTo(State.PENDING);
    assertThat(verdict.sha()).isEqualTo(Samples.commit(2).id());
  }

  @Test
  void aCommitThatConvergedIsASuccess() {
    assertThat(of(Scenes.well()).state()).isEqualTo(State.SUCCESS);
    assertThat(of(Scenes.well()).description()).isEqualTo("converged");
  }

  @Test
  void aRollbackIsAFailureThatNamesTheSite() {
    var verdict = of(Scenes.rolledBack());
    assertThat(verdict.state()).isEqualTo(State.FAILURE);
    assertThat(verdict.description()).isEqualTo("RolledBack container/php82: acme: 500, was 200");
  }

  @Test
  void whatWasRefusedBeforeIsAFailureOfTheCommitThatStillWantsIt() {
    var verdict = of(Scenes.failed(Samples.commit(3), "Quarantined", "f2", "refused since…"));
    assertThat(verdict.state()).isEqualTo(State.FAILURE);
    assertThat(verdict.description()).startsWith("Quarantined container/php82");
  }

  @Test
  void theReasonOfAFailureStays() {
    var first = of(Scenes.rolledBack());
    var again = of(Scenes.failed(Samples.commit(2), "Quarantined", "f2", "refused since…"));
    assertThat(again).isEqualTo(first);
  }

  @Test
  void driftAfterASuccessTakesNothingFromIt() {
    of(Scenes.well());
    assertThat(of(Scenes.drifted()).state()).isEqualTo(State.SUCCESS);
  }

  @Test
  void whatWaitsForAWindowIsPendingWithItsReason() {
    var commit = Samples.commit(2);
    var done = List.of(Scenes.done("Skipped", "f2", "the window opens at 06:00"));
    var operation = Scenes.operation(4, commit, Phase.SUCCEEDED, done);
    var resource = Samples.container(Sync.OUT_OF_SYNC, Health.HEALTHY, List.of());
    var verdict = of(Scenes.status(commit, operation, resource));
    assertThat(verdict.state()).isEqualTo(State.PENDING);
    assertThat(verdict.description())
        .isEqualTo("waits: container/php82: the window opens at 06:00");
  }

  @Test
  void aFileThatIsWrongIsAFailureWithItsLine() {
    var verdict = of(Scenes.wrong(12, "expected a map"));
    assertThat(verdict.state()).isEqualTo(State.FAILURE);
    assertThat(verdict.description()).isEqualTo("sites/acme.yaml:12: mounts: expected a map");
  }

  @Test
  void beforeTheFirstFetchThereIsNothingToSay() {
    var unborn = Samples.unborn();
    assertThat(Verdict.of(unborn, Optional.empty())).isEmpty();
  }

  @Test
  void aDescriptionIsCutToWhatGitHubKeeps() {
    var verdict = new Verdict(Samples.commit(1).id(), State.FAILURE, "x".repeat(500));
    assertThat(verdict.description()).hasSize(140).endsWith("…");
  }
}
