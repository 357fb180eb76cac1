package dev.pilaster.agent;

import static dev.pilaster.sim.Fixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.model.Name;
import dev.pilaster.model.Subject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sync that somebody asks for: of everything, of one, dry, over a refusal or a suspension. */
@Tag("outer")
final class AskedAgentTest extends AgentBed {
  private static final SyncRequest SYNC =
      new SyncRequest(false, Set.of(), false, false, false, "ci");
  private static final Name PHP84 = new Name("php84");

  /** Another variable for each of both containers. */
  private static final String BOTH =
      SERVER
          .replace("256M", "512M")
          .replace("php:8.4", "php:8.4\n    environment: { PHP_MEMORY_LIMIT: 1G }");

  private void awaitRequest() {
    while (asked.get() == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aSyncIsAnsweredByTheOperationThatItOpened() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    var answer = CompletableFuture.supplyAsync(() -> desk.sync(SYNC, Duration.ofMinutes(1)));
    awaitRequest();
    while (!answer.isDone()) {
      turnAndWait();
    }
    assertThat(answer.join().trigger()).isEqualTo("api");
    assertThat(answer.join().by()).isEqualTo("ci");
    assertThat(answer.join().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  private void awaitRequests(int count) {
    while (asked.get() < count) {
      Thread.onSpinWait();
    }
  }

  /** Until it is answered; never is more than one operation under way. */
  private void turnUntil(CompletableFuture<Operation> answer) {
    for (var i = 0; i < 4000 && !answer.isDone(); i++) {
      turnAndWait();
      assertThat(desk.history(9, Long.MAX_VALUE).stream().filter(o -> !o.finished()).count())
          .isLessThanOrEqualTo(1);
    }
    assertThat(answer).isDone();
  }

  @Test
  void twoWhoAskAtTheSameTimeAreAnsweredByOneOperation() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    var one = CompletableFuture.supplyAsync(() -> desk.sync(SYNC, Duration.ofMinutes(1)));
    var other = CompletableFuture.supplyAsync(() -> desk.sync(SYNC, Duration.ofMinutes(1)));
    awaitRequests(2);
    turnUntil(one);
    assertThat(other.join().id()).isEqualTo(one.join().id());
    assertThat(desk.history(9, Long.MAX_VALUE)).hasSize(2);
  }

  @Test
  void whoAsksDuringAnOperationWaitsForItsEnd() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    while (!host.containers.containsKey("php82-g2")) {
      turnAndWait();
    }
    var open = desk.status().operation().orElseThrow();
    assertThat(open.finished()).isFalse();
    var answer = CompletableFuture.supplyAsync(() -> desk.sync(SYNC, Duration.ofMinutes(1)));
    awaitRequest();
    turnUntil(answer);
    assertThat(answer.join().id()).isEqualTo(open.id());
    assertThat(answer.join().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void whoWaitsNotLongEnoughIsToldWhatRuns() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    var answer = CompletableFuture.supplyAsync(() -> desk.sync(SYNC, Duration.ofMillis(20)));
    awaitRequest();
    agent.turn("timer");
    assertThat(answer.join().finished()).isFalse();
    assertThat(answer.join().phase()).isEqualTo(Phase.RUNNING);
    assertThat(settle().id()).isEqualTo(answer.join().id());
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
    Files.writeString(dir.resolve("suspended"), "hands off");
    var dry = new SyncRequest(true, Set.of(), false, false, false, "ci");
    var answer = CompletableFuture.supplyAsync(() -> desk.sync(dry, Duration.ZERO));
    awaitRequest();
    while (!answer.isDone()) {
      agent.turn("timer");
    }
    assertThat(answer.join().changes()).isNotEmpty();
    assertThat(answer.join().changes()).extracting("outcome").containsOnly("Skipped");
    assertThat(host.containers).isEmpty();
  }

  private Operation answered(SyncRequest request) {
    asked.set(0);
    var before = ended.size();
    var answer = CompletableFuture.supplyAsync(() -> desk.sync(request, Duration.ofMinutes(1)));
    awaitRequest();
    for (var i = 0; i < 4000 && !answer.isDone() && ended.size() == before; i++) {
      turnAndWait();
    }
    return answer.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static SyncRequest dry(Set<Subject> only, boolean retry) {
    return new SyncRequest(true, only, retry, false, false, "ci");
  }

  @Test
  void aDryRunOfOneSaysNothingOfTheOthers() {
    var operation = answered(dry(Set.of(Subject.container(PHP82)), false));
    assertThat(operation.changes()).extracting("name").containsExactly("php82");
  }

  @Test
  void aDryRunThatWouldRetryLeavesTheRefusal() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-broken"));
    settle();
    host.did.clear();
    answered(dry(Set.of(), true));
    turnAndWait();
    assertThat(desk.quarantine()).containsKey("container/php82");
    assertThat(host.did).noneMatch(did -> did.contains("php82-g3"));
  }

  @Test
  void aSyncThatRetriesTriesWhatWasRefused() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-broken"));
    settle();
    host.did.clear();
    var operation = answered(new SyncRequest(false, Set.of(), true, false, false, "ci"));
    assertThat(operation.phase()).isEqualTo(Phase.FAILED);
    assertThat(host.did).anyMatch(did -> did.contains("php82-g3"));
  }

  @Test
  void aSyncWhileSuspendedDoesItsWorkAndTheSuspensionStays() throws Exception {
    settle();
    Files.writeString(dir.resolve("suspended"), "hands off");
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    settle();
    assertThat(host.live).containsEntry(PHP82, 1);
    answered(new SyncRequest(false, Set.of(), false, true, false, "ci"));
    assertThat(host.live).containsEntry(PHP82, 2);
    assertThat(desk.status().suspended()).contains("hands off");
    host.containers.remove("php82-g2");
    turnAndWait();
    assertThat(host.containers).doesNotContainKey("php82-g3");
  }

  @Test
  void aSyncOfOneEndsAndTheOthersBeginAfterIt() {
    settle();
    commit("servers/web1.yaml", BOTH);
    var one = Set.of(Subject.container(PHP84));
    var operation = answered(new SyncRequest(false, one, false, false, false, "ci"));
    assertThat(operation.phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(host.live).containsEntry(PHP84, 2).containsEntry(PHP82, 1);
    assertThat(host.containers).doesNotContainKey("php82-g2");
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aSyncOfOneLetsWhatIsUnderWayGoOn() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    while (!host.containers.containsKey("php82-g2")) {
      turnAndWait();
    }
    commit("servers/web1.yaml", BOTH);
    var one = Set.of(Subject.container(PHP84));
    answered(new SyncRequest(false, one, false, false, false, "ci"));
    assertThat(host.live).containsEntry(PHP84, 2).containsEntry(PHP82, 2);
  }
}
