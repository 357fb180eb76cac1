package dev.pilaster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Operation;
import dev.pilaster.agent.Operation.Done;
import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.agent.Operation.StepDone;
import dev.pilaster.agent.StandIns;
import dev.pilaster.api.ApiUnderTest;
import dev.pilaster.api.Golden;
import dev.pilaster.api.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that make the agent do something. */
@Tag("outer")
class SyncTest {
  private ApiUnderTest api;
  private Terminal terminal;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
    terminal = Terminal.of(api);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /** Operation 8 with so many of its steps done. */
  private void now(Phase phase, int steps) {
    var done = new ArrayList<StepDone>();
    for (var i = 0; i < steps; i++) {
      done.add(new StepDone("step " + i, Samples.NOW.plusSeconds(i), 100, 1, true, ""));
    }
    var outcome = phase == Phase.FAILED ? "Failed" : "Applied";
    var message = phase == Phase.FAILED ? "it exited with 1" : "";
    var changes =
        List.of(
            new Done(
                "container", "php82", "replace", List.of(), done, outcome, message, message, ""));
    var ended =
        phase == Phase.RUNNING
            ? Optional.<java.time.Instant>empty()
            : Optional.of(Samples.NOW.plusSeconds(95));
    var begun = Samples.running();
    api.control.operations.removeIf(o -> o.id() == 8);
    api.control.operations.add(
        new Operation(
            8,
            begun.trigger(),
            "",
            begun.revision(),
            begun.author(),
            begun.subject(),
            phase,
            begun.startedAt(),
            ended,
            message,
            changes));
  }

  @Test
  void aCheckoutStandsInOnlyAsLongAsGitIsAway(@TempDir Path dir) throws Exception {
    var checkout = StandIns.checkout(dir);
    var answered = terminal.type("sync", "--from", checkout.toString());
    assertThat(answered.code()).isEqualTo(1);
    assertThat(answered.err())
        .contains("stands in for git", "git answers, so this host follows it");
    Files.writeString(checkout.resolve("servers/web1.yaml"), "schema: 1\ncolour: red\n");
    var wrong = terminal.type("sync", "--from", checkout.toString());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("servers/web1.yaml:2: colour");
    assertThat(terminal.type("sync", "--from", "x", "--dry-run").code()).isEqualTo(2);
  }

  @Test
  void returnsOnceItHasBegun() {
    var result = terminal.type("sync");
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("operation 8 has begun: main@sha1:23456789abcd\n");
  }

  @Test
  void waitingShowsStepsAsTheyHappen() {
    terminal.meanwhile(() -> now(Phase.RUNNING, 1));
    terminal.meanwhile(() -> now(Phase.RUNNING, 1));
    terminal.meanwhile(() -> now(Phase.RUNNING, 2));
    terminal.meanwhile(() -> now(Phase.SUCCEEDED, 3));
    var result = terminal.type("sync", "--wait");
    assertThat(result.code()).isZero();
    Golden.check("cli/out-sync.txt", result.out());
  }

  @Test
  void aTerminalShowsHowFarAPullIs() {
    var php82 = dev.pilaster.model.Subject.parse("container/php82");
    var pull = java.util.Optional.of(new dev.pilaster.model.Pulled(4, 1, 12_000_000, 48_000_000));
    api.control.progress =
        java.util.List.of(
            new dev.pilaster.agent.Progress(php82, "pull php:8.2-2", Samples.NOW, pull));
    terminal.meanwhile(() -> now(Phase.SUCCEEDED, 1));
    var line = "container/php82: pull [#####...............] 1 of 4 layers, 12.0 of 48.0 MB";
    assertThat(terminal.type("sync", "--wait").out()).doesNotContain("layers");
    api.control.operations.clear();
    terminal.inColour().meanwhile(() -> {}).meanwhile(() -> now(Phase.SUCCEEDED, 1));
    assertThat(terminal.type("sync", "--wait").out()).contains(line + "\r\033[K");
  }

  @Test
  void aFailureEndsWithOneAndTheLogOfWhatFailed() {
    terminal.meanwhile(() -> now(Phase.FAILED, 1));
    var result = terminal.type("sync", "--wait");
    assertThat(result.code()).isEqualTo(1);
    Golden.check("cli/out-sync-failed.txt", result.out());
  }

  @Test
  void waitingForJsonPrintsTheEndAlone() throws Exception {
    terminal.meanwhile(() -> now(Phase.SUCCEEDED, 3));
    var result = terminal.type("sync", "--wait", "--output", "json");
    var operation = dev.pilaster.api.Json.read(result.out().getBytes(UTF_8));
    assertThat(operation.get("phase").textValue()).isEqualTo("Succeeded");
  }

  @Test
  void anAgentThatIsRestartedMeanwhileIsWaitedFor() {
    for (var i = 0; i < 20; i++) {
      terminal.meanwhile(() -> {});
    }
    terminal.meanwhile(() -> now(Phase.SUCCEEDED, 1));
    assertThat(terminal.type("sync", "--wait").code()).isZero();
  }

  @Test
  void anOperationThatIsNotComingBackIsGivenUp() {
    for (var i = 0; i < 100; i++) {
      terminal.meanwhile(() -> {});
    }
    var result = terminal.type("sync", "--wait");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("there is no operation 8\n");
  }

  @Test
  void aDryRunPrintsWhatWouldBeDone() {
    api.control.sync = (request, wait) -> Samples.finished();
    var result = terminal.type("sync", "--dry-run");
    assertThat(result.out())
        .startsWith("± container/php82\n    because image: php:8.2-1 → php:8.2-2\n");
    assertThat(result.code()).isZero();
    assertThat(terminal.type("sync", "--dry-run", "--exit-code").code()).isEqualTo(3);
  }

  @Test
  void everyFlagReachesTheAgent() {
    terminal.type(
        "sync",
        "--dry-run",
        "--only",
        "container/php82",
        "--only",
        "fileset/nginx",
        "--retry-quarantined",
        "--while-suspended",
        "--outside-window");
    assertThat(api.control.asked.get(0))
        .contains("dryRun=true")
        .contains("container/php82", "fileset/nginx")
        .contains("retryQuarantined=true, whileSuspended=true, outsideWindow=true");
  }

  @Test
  void whatIsNoResourceIsInvalid() {
    var result = terminal.type("sync", "--only", "php82");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("\"php82\" is not KIND/NAME");
  }

  @Test
  void suspendsForATime() {
    var result = terminal.type("suspend", "--reason", "a move", "--for", "1h30m");
    assertThat(result.out()).isEqualTo("Suspended until 2026-11-22T13:30:00Z: a move\n");
    assertThat(api.control.asked).containsExactly("suspend a move Optional[2026-11-22T13:30:00Z]");
    assertThat(terminal.type("suspend", "--reason", "a move").out())
        .isEqualTo("Suspended: a move\n");
    assertThat(terminal.type("suspend", "--reason", "x", "--for", "soon").code()).isEqualTo(2);
  }

  @Test
  void resumes() {
    assertThat(terminal.type("resume").out()).isEqualTo("Resumed.\n");
    assertThat(api.control.asked).containsExactly("resume");
  }

  @Test
  void quarantineIsClearedByNameKindOrPath() {
    assertThat(terminal.type("quarantine", "clear", "php82").out())
        .isEqualTo("container/php82 will be tried again.\n");
    assertThat(terminal.type("quarantine", "clear", "/etc/nginx/pilaster.d/acme.conf").code())
        .isZero();
    assertThat(terminal.type("quarantine", "clear", "container/php82").code()).isEqualTo(1);
    assertThat(terminal.type("quarantine", "clear", "php82").err())
        .isEqualTo("php82 is not quarantined\n");
    assertThat(terminal.type("quarantine").out()).isEqualTo("Nothing is quarantined.\n");
  }
}
