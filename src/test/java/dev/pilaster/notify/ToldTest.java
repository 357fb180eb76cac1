package dev.pilaster.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Status;
import dev.pilaster.api.Samples;
import dev.pilaster.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTest {
  private final Lasting lasting = new Lasting();
  private final List<String> said = new ArrayList<>();
  private Told told = Told.nothing();
  private Instant now = Scenes.NOW;

  private void stands(Status status, Plan.Approval... approvals) {
    var conditions = lasting.of(Conditions.of(status, List.of(approvals)), now);
    for (var news : told.news(conditions, status, now)) {
      told = told.after(news);
      news.says().ifPresent(c -> said.add(c.event().text() + " " + c.subject()));
    }
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  @Test
  void whatIsWellIsNoNews() {
    stands(Scenes.well());
    assertThat(said).isEmpty();
  }

  @Test
  void oneFailureIsOneMessageHoweverOftenItIsSeen() {
    for (var i = 0; i < 5; i++) {
      stands(Scenes.rolledBack());
      later(Duration.ofHours(2));
    }
    assertThat(said).containsExactly("rolled_back container/php82");
  }

  @Test
  void oneRecoveryIsOneMessage() {
    stands(Scenes.rolledBack());
    stands(Scenes.well());
    stands(Scenes.well());
    assertThat(said).containsExactly("rolled_back container/php82", "recovered container/php82");
  }

  @Test
  void anUnrelatedCommitSaysNothingOfWhatIsRefused() {
    stands(Scenes.rolledBack());
    stands(Scenes.failed(Samples.commit(3), "Quarantined", "f2", "refused"));
    stands(Scenes.running(Samples.commit(4)));
    stands(Scenes.failed(Samples.commit(4), "Quarantined", "f2", "refused"));
    assertThat(said.get(0)).isEqualTo("rolled_back container/php82");
    assertThat(said).filteredOn(s -> s.startsWith("rolled_back")).hasSize(1);
  }

  @Test
  void anInfrastructureThatStaysAwayIsOneMessage() {
    stands(Scenes.failed(Samples.commit(1), "Failed", "f1", "registry: connection refused"));
    stands(Scenes.failed(Samples.commit(2), "Failed", "f1", "registry: timed out"));
    assertThat(said).containsExactly("failed container/php82");
  }

  @Test
  void aSecondBadCommitIsASecondMessage() {
    stands(Scenes.rolledBack());
    stands(Scenes.failed(Samples.commit(3), "RolledBack", "f3", "acme: 500, was 200"));
    assertThat(said).containsExactly("rolled_back container/php82", "rolled_back container/php82");
  }

  @Test
  void theSameFailureAfterARecoveryIsTold() {
    stands(Scenes.rolledBack());
    stands(Scenes.well());
    stands(Scenes.rolledBack());
    assertThat(said).hasSize(3);
  }

  @Test
  void driftThatIsRepairedAtOnceIsOneMessage() {
    stands(Scenes.drifted());
    later(Duration.ofSeconds(5));
    stands(Scenes.well());
    assertThat(said).containsExactly("drift container/php82");
  }

  @Test
  void driftThatNobodyRepairedForLongIsToldToBeOver() {
    stands(Scenes.drifted());
    later(Duration.ofMinutes(20));
    stands(Scenes.well());
    assertThat(said).containsExactly("drift container/php82", "recovered container/php82");
  }

  @Test
  void driftThatComesBackEveryMinuteIsToldOnceAnHour() {
    for (var minute = 0; minute < 120; minute++) {
      stands(Scenes.drifted());
      later(Duration.ofSeconds(10));
      stands(Scenes.well());
      later(Duration.ofSeconds(50));
    }
    assertThat(said).hasSize(2);
  }

  @Test
  void aFileThatIsWrongIsOneMessageWhereverItsLineMoves() {
    stands(Scenes.wrong(12, "expected a map"));
    stands(Scenes.wrong(13, "expected a map"));
    stands(Scenes.wrong(13, "expected a list"));
    stands(Scenes.well());
    assertThat(said)
        .containsExactly("failed pillar/web1", "failed pillar/web1", "recovered pillar/web1");
  }

  @Test
  void aGitServerThatIsAwayForAMinuteIsNoNews() {
    stands(Scenes.withoutGit());
    later(Duration.ofMinutes(1));
    stands(Scenes.withoutGit());
    stands(Scenes.well());
    assertThat(said).isEmpty();
  }

  @Test
  void aGitServerThatStaysAwayIs() {
    stands(Scenes.withoutGit());
    later(Duration.ofMinutes(6));
    stands(Scenes.withoutGit());
    stands(Scenes.well());
    assertThat(said).containsExactly("failed source/web1", "recovered source/web1");
  }

  @Test
  void anEngineThatStaysAwayIsToldSoon() {
    stands(Scenes.withoutEngine());
    assertThat(said).isEmpty();
    later(Duration.ofMinutes(1));
    stands(Scenes.withoutEngine());
    assertThat(said).containsExactly("failed engine/web1");
  }

  @Test
  void whatWaitsForApprovalIsToldOnceAndEndsSilently() {
    var approval = Samples.waiting().approvals().get(0);
    stands(Scenes.well(), approval);
    stands(Scenes.well(), approval);
    stands(Scenes.well());
    assertThat(said).containsExactly("approval fileset/nginx");
  }

  @Test
  void nothingIsKeptOfWhatIsOver() {
    stands(Scenes.rolledBack(), Samples.waiting().approvals().get(0));
    stands(Scenes.drifted());
    stands(Scenes.well());
    later(Duration.ofHours(2));
    stands(Scenes.well());
    assertThat(told.entries()).isEmpty();
  }
}
