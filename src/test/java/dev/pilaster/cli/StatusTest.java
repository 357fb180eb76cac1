package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.api.ApiUnderTest;
import dev.pilaster.api.Golden;
import dev.pilaster.api.Json;
import dev.pilaster.api.Samples;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.plan.PlanText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that only look. */
@Tag("outer")
class StatusTest {
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

  private String out(String... words) {
    var result = terminal.type(words);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out();
  }

  @Test
  void statusIsAsWrittenDown() {
    Golden.check("cli/out-status.txt", out("status"));
  }

  @Test
  void statusBeforeTheFirstTurnIsAsWrittenDown() {
    api.control.status = Samples.unborn();
    Golden.check("cli/out-unborn.txt", out("status"));
  }

  @Test
  void historyIsAsWrittenDown() {
    Golden.check("cli/out-history.txt", out("history"));
    Golden.check("cli/out-operation.txt", out("history", "7"));
  }

  @Test
  void quarantineIsAsWrittenDown() {
    Golden.check("cli/out-quarantine.txt", out("quarantine"));
    assertThat(out("quarantine", "list")).isEqualTo(out("quarantine"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "history", "quarantine"})
  void tablesFitEightyColumns(String command) {
    assertThat(out(command).lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
  }

  @Test
  void aPlanLooksAsThePlannerPrintsIt() {
    assertThat(out("plan")).isEqualTo(PlanText.of(Samples.plan()));
  }

  @Test
  void driftIsOneLineAField() {
    assertThat(out("drift")).isEqualTo("container/php82 mem_limit: 512m → 1g\n");
    api.control.status = Samples.status(Sync.SYNCED, Health.HEALTHY, List.of());
    assertThat(out("drift")).isEqualTo("No drift.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "plan", "drift"})
  void withExitCodeWhatIsPendingIsThree(String command) {
    assertThat(terminal.type(command, "--exit-code").code()).isEqualTo(3);
    assertThat(terminal.type(command).code()).isZero();
    api.control.status = Samples.status(Sync.SYNCED, Health.HEALTHY, List.of());
    api.control.plan =
        new dev.pilaster.model.Plan(
            List.of(), List.of(), api.control.plan.memory(), java.util.Optional.empty(), List.of());
    assertThat(terminal.type(command, "--exit-code").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "plan", "drift", "history", "history 7", "quarantine", "version"})
  void everythingIsThereAsJson(String command) throws Exception {
    var text = out((command + " --output json").split(" "));
    assertThat(Json.read(text.getBytes(StandardCharsets.UTF_8)).isObject()).isTrue();
  }

  @Test
  void statesAreColouredForPeopleAlone() {
    assertThat(out("status")).doesNotContain("\033");
    terminal.inColour();
    assertThat(out("status")).contains("\033[31mDegraded\033[0m");
  }

  @Test
  void anOperationThatIsNotThereIsAFailure() {
    var result = terminal.type("history", "99");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("there is no operation 99\n");
  }
}
