package dev.pilaster.agent;

import static dev.pilaster.sim.Fixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.model.Resource;
import dev.pilaster.sim.FakeHost;
import dev.pilaster.sim.Fixtures;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The turn with everything around it but git and the host. */
@Tag("outer")
final class AgentTest extends AgentBed {

  @Test
  void everyOperationForgetsWhatIsTooOld() {
    var old = settle();
    clock.now = clock.now.plus(Duration.ofDays(91));
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    settle();
    assertThat(desk.operation(old.id())).isEmpty();
    assertThat(desk.history(10, Long.MAX_VALUE)).hasSize(1);
  }

  @Test
  void theFirstRevisionIsOneOperationThatSucceeds() {
    var operation = settle();
    assertThat(operation.phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(operation.changes()).extracting("outcome").containsOnly("Applied");
    assertThat(desk.status().sync()).isEqualTo(Resource.Sync.SYNCED);
    assertThat(desk.status().applied().orElseThrow().subject()).isEqualTo("change 0");
  }

  @Test
  void onlyAProgramThatIsToldOfItsFilesIsReloaded() {
    settle();
    assertThat(host.files.keySet()).anyMatch(path -> path.contains("/tools/sites/"));
    assertThat(reloaded).containsExactly("dnsmasq ok", "nginx ok");
  }

  @Test
  void aTurnWithNothingToDoOpensNoOperation() {
    settle();
    settle();
    assertThat(desk.history(10, Long.MAX_VALUE)).hasSize(1);
  }

  @Test
  void aServerFileThatIsWrongChangesNothingAndFailsWithItsLine() {
    settle();
    commit("servers/web1.yaml", SERVER + "containers: twice\n");
    host.did.clear();
    var operation = settle();
    assertThat(operation.phase()).isEqualTo(Phase.FAILED);
    assertThat(operation.message()).contains("servers/web1.yaml:");
    assertThat(host.did).isEmpty();
    assertThat(desk.status().problems()).isNotEmpty();
    assertThat(desk.status().applied().orElseThrow().subject()).isEqualTo("change 0");
  }

  @Test
  void whatIsDeletedComesBackWhileTheServerFileIsWrong() {
    settle();
    commit("servers/web1.yaml", "nonsense: [");
    settle();
    host.containers.remove("php82-g1");
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aSiteFileThatIsWrongHoldsThatSiteAlone() {
    settle();
    commits++;
    files.put("sites/acme.yaml", "type: php\nnonsense: 1\n");
    files.put("servers/web1.yaml", SERVER.replace("256M", "512M"));
    var before = host.files.get(FakeHost.FACTS.nginx() + "/acme.conf");
    var operation = settle();
    assertThat(operation.phase()).isEqualTo(Phase.FAILED);
    assertThat(operation.message()).contains("sites/acme.yaml:2");
    assertThat(host.files).containsEntry(FakeHost.FACTS.nginx() + "/acme.conf", before);
    assertThat(host.live).containsEntry(PHP82, 2);
    assertThat(host.containers.get("php82-g2").fields()).containsKey("volumes./srv/sites/acme");
  }

  @Test
  void aFailedUpgradeIsReportedWithItsLogAndNotTriedAgain() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-broken"));
    var failed = settle();
    assertThat(failed.phase()).isEqualTo(Phase.FAILED);
    assertThat(failed.message()).contains("ping: 502");
    assertThat(failed.changes().get(0).log()).contains("the last words of php82-g2");
    commit("sites/docs.yaml", Fixtures.site("static", "docs") + "redirects: []\n");
    var next = settle();
    assertThat(next.changes()).extracting("outcome").contains("Quarantined");
    assertThat(host.live).containsEntry(PHP82, 1);
  }

  @Test
  void aRollbackIsAnOperationThatFailed() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-turns"));
    var operation = settle();
    assertThat(operation.phase()).isEqualTo(Phase.FAILED);
    assertThat(operation.changes()).extracting("outcome").contains("RolledBack");
  }

  @Test
  void aTerminatedUpgradeGoesBackAndIsNotTriedAgain() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-new"));
    while (desk.status().operation().filter(o -> !o.changes().isEmpty()).isEmpty()
        || host.live.get(PHP82) != 1
        || desk.status().operation().filter(Operation::finished).isPresent()) {
      turnAndWait();
    }
    assertThat(desk.terminate("ada").orElseThrow().phase()).isEqualTo(Phase.TERMINATING);
    var ended = settle();
    assertThat(ended.phase()).isEqualTo(Phase.FAILED);
    assertThat(ended.message()).contains("terminated by ada");
    assertThat(host.live).containsEntry(PHP82, 1);
    assertThat(desk.quarantine().get("container/php82").reason()).isEqualTo("terminated by ada");
    assertThat(desk.terminate("ada")).isEmpty();
  }

  @Test
  void whatIsProvenIsFinishedAlthoughItsOperationIsTerminated() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-new"));
    while (host.live.get(PHP82) == 1
        || desk.status().resources().stream()
            .noneMatch(s -> s.resource().message().contains("observed"))) {
      turnAndWait();
    }
    for (var i = 0; i < 25; i++) {
      turnAndWait();
    }
    desk.terminate("ada");
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
  }

  @Test
  void aNewProcessKnowsWhatWasRefused() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("php:8.2", "php:8.2-broken"));
    settle();
    store.close();
    start();
    agent.turn("start");
    assertThat(desk.quarantine()).containsKey("container/php82");
    assertThat(host.live).containsEntry(PHP82, 1);
  }

  @Test
  void anAgentThatWasKilledTellsHowItsOperationEnded() {
    settle();
    commit("servers/web1.yaml", SERVER.replace("256M", "512M"));
    turnAndWait();
    store.close();
    ended.clear();
    start();
    assertThat(ended).extracting(Operation::phase).containsExactly(Phase.ERROR);
  }

  @Test
  void gitThatCannotBeReachedIsSaidAndServingGoesOn() {
    settle();
    gitError = Optional.of("git.example.com: connection refused");
    host.containers.remove("php82-g1");
    settle();
    assertThat(host.live).containsEntry(PHP82, 2);
    assertThat(desk.status().sourceError()).contains("git.example.com: connection refused");
  }
}
