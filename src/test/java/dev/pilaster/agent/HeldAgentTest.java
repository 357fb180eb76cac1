package dev.pilaster.agent;

import static dev.pilaster.sim.Fixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.model.Subject;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The turn while people hold it: suspension, pins, approvals. */
@Tag("outer")
final class HeldAgentTest extends AgentBed {
  private static final Optional<Instant> NEVER = Optional.empty();

  @Test
  void aSuspendedAgentWatchesAndChangesNothing() throws Exception {
    settle();
    Files.writeString(dir.resolve("suspended"), "the database moves");
    host.containers.remove("php82-g1");
    agent.turn("event");
    assertThat(host.containers).doesNotContainKey("php82-g2");
    assertThat(desk.status().suspended()).contains("the database moves");
    Files.delete(dir.resolve("suspended"));
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aSuspensionEndsByItselfWhenItsTimeIsOver() {
    settle();
    desk.suspend("the database moves", Optional.of(clock.now.plus(Duration.ofHours(2))));
    host.containers.remove("php82-g1");
    clock.now = clock.now.plus(Duration.ofMinutes(119));
    agent.turn("timer");
    assertThat(desk.status().suspended()).contains("the database moves");
    assertThat(host.containers).doesNotContainKey("php82-g2");
    clock.now = clock.now.plus(Duration.ofMinutes(1));
    settle();
    assertThat(desk.status().suspended()).isEmpty();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void anAgentThatObservesPlansAndBeginsNothing() {
    stop();
    observeOnly = true;
    start();
    for (var i = 0; i < 20; i++) {
      turnAndWait();
    }
    assertThat(desk.plan().changes()).isNotEmpty();
    assertThat(desk.status().suspended()).contains("mode: observe");
    assertThat(host.did).isEmpty();
    assertThat(desk.history(10, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void timeInSuspensionIsNoTimeOfAnUpgrade() throws Exception {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    while (host.containers.size() < 3) {
      turnAndWait();
    }
    Files.writeString(dir.resolve("suspended"), "a look at it");
    agent.turn("timer");
    clock.now = clock.now.plus(Duration.ofHours(2));
    agent.turn("timer");
    Files.delete(dir.resolve("suspended"));
    settle();
    assertThat(desk.quarantine()).isEmpty();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aPinIsAnOperationThatSaysWhoAskedForItAndOutlivesTheProcess() {
    settle();
    desk.orders()
        .pin(Subject.container(PHP82), "registry.example.com/php:8.3", "a bug", "ada", NEVER);
    var operation = settle();
    assertThat(operation.changes().get(0).because()).contains("pinned by ada: a bug");
    assertThat(host.live).containsEntry(PHP82, 2);
    stop();
    start();
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.3"));
    settle();
    assertThat(desk.orders().orders().pins()).isEmpty();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void whatWaitsForApprovalIsInTheOperationAsSkipped() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("mem_limit: 256m", "update: { approve: true }"));
    var waiting = settle();
    assertThat(waiting.phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(waiting.changes()).extracting("outcome").containsExactly("Skipped");
    var approval = desk.plan().approvals().get(0);
    assertThat(waiting.changes().get(0).message()).contains(approval.id());
    desk.orders().approve(approval.id(), approval.subject(), "ada");
    var operation = settle();
    assertThat(operation.changes().get(0).because()).contains("approved by ada");
    assertThat(host.live).containsEntry(PHP82, 2);
    assertThat(desk.orders().orders().approved()).isEmpty();
  }

  @Test
  void toGetAnImageAheadOfItsApprovalAppliesNothing() {
    settle();
    var approved =
        SERVER.replace("mem_limit: 256m", "mem_limit: 256m\n    update: { approve: true }");
    commit("servers/web1.yaml", approved);
    settle();
    commit("servers/web1.yaml", approved.replace("php:8.2\n", "php:8.3\n"));
    var change = settle().changes().get(0);
    assertThat(change.steps()).extracting("text").asString().contains("pull ").contains("php:8.3");
    assertThat(change.outcome()).isEqualTo("Skipped");
    assertThat(change.message()).contains(desk.plan().approvals().get(0).id());
  }

  @Test
  void anUpgradeThatIsSuspendedHalfWayEndsItsOperation() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    while (host.containers.size() < 3) {
      turnAndWait();
    }
    desk.orders().hold(Subject.container(PHP82), "a look at it", "ada", NEVER);
    assertThat(settle().finished()).isTrue();
    assertThat(host.live).containsEntry(PHP82, 1);
    desk.orders().letGo(Subject.container(PHP82));
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
  }
}
