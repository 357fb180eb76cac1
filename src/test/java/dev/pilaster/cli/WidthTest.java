package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.agent.Operation;
import dev.pilaster.agent.Operation.Done;
import dev.pilaster.agent.Operation.Phase;
import dev.pilaster.agent.Operation.StepDone;
import dev.pilaster.agent.Status;
import dev.pilaster.api.ApiUnderTest;
import dev.pilaster.api.Samples;
import dev.pilaster.host.Finding;
import dev.pilaster.model.Action;
import dev.pilaster.model.Change;
import dev.pilaster.model.Difference;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Plan;
import dev.pilaster.model.Resource.Health;
import dev.pilaster.model.Resource.Sync;
import dev.pilaster.model.Subject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read fits 80 columns, however much there is to say. */
@Tag("outer")
class WidthTest {
  private static final String LONG = "many words that say more than fits; ".repeat(8).strip();
  private static final Subject PHP82 = Subject.parse("container/php82");

  private ApiUnderTest api;
  private Terminal terminal;

  @BeforeEach
  void muchToSay() {
    api = new ApiUnderTest();
    terminal = Terminal.of(api);
    var drift = List.of(new Difference("environment.LONG", LONG, LONG));
    var container = Samples.container(Sync.OUT_OF_SYNC, Health.DEGRADED, drift);
    api.control.status =
        Samples.status(
            Sync.OUT_OF_SYNC,
            Health.DEGRADED,
            List.of(new Status.Standing(container, Samples.NOW)));
    api.control.plan = plan();
    api.control.operations.add(0, operation());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static Plan plan() {
    var change = Change.now(PHP82, Action.REPLACE, List.of(LONG), List.of(), "f1");
    var approval = new Plan.Approval("1a2b3c4d", PHP82, Action.REPLACE, List.of(LONG));
    return new Plan(
        List.of(change.blocked(LONG)),
        List.of(),
        Memory.empty(),
        Optional.empty(),
        List.of(approval));
  }

  private static Operation operation() {
    var step = new StepDone("create php82-g5", Samples.NOW, 12_000, 9, false, LONG);
    var done =
        new Done(
            "container", "php82", "replace", List.of(LONG), List.of(step), "Failed", LONG, "", "f");
    return new Operation(
        9,
        "api",
        "ci",
        Samples.commit(2).revision(),
        "Ada",
        LONG,
        Phase.FAILED,
        Samples.NOW,
        Optional.of(Samples.NOW.plusSeconds(12)),
        LONG,
        List.of(done));
  }

  private static List<String> wide(List<String> lines) {
    return lines.stream().filter(l -> l.codePointCount(0, l.length()) > 80).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "plan", "drift", "history", "history 9", "approve"})
  void noLineIsWiderThanATerminal(String command) {
    var lines = terminal.type(command.split(" ")).out().lines().toList();
    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(wide(lines)).isEmpty();
  }

  @Test
  void nothingIsLostWhereALineIsBroken() {
    var words = terminal.type("drift").out().strip().split("\\s+");
    assertThat(String.join(" ", words))
        .isEqualTo("container/php82 environment.LONG: " + LONG + " → " + LONG);
  }

  @Test
  void aProgramGetsEachLineWhole() {
    assertThat(terminal.piped().type("drift").out())
        .isEqualTo("container/php82 environment.LONG: " + LONG + " → " + LONG + "\n");
  }

  @Test
  void whoAskedForItIsInTheHistory() {
    assertThat(terminal.type("history", "9").out()).startsWith("trigger   api, asked for by ci\n");
  }

  @Test
  void theDoctorsAdviceFitsAsWell() {
    var finding = new Finding("disk", Finding.Level.BAD, LONG, LONG);
    var lines = DoctorCommand.lines(finding, terminal.console());
    assertThat(lines).hasSizeGreaterThan(8);
    assertThat(wide(lines)).isEmpty();
  }

  @Test
  void programsReadTheDoctorUnbroken() {
    var json = DoctorCommand.json(List.of(new Finding("disk", Finding.Level.BAD, LONG, "buy one")));
    assertThat(json.size()).isEqualTo(1);
    assertThat(json.get(0).path("check").textValue()).isEqualTo("disk");
    assertThat(json.get(0).path("level").textValue()).isEqualTo(Finding.Level.BAD.text());
    assertThat(json.get(0).path("says").textValue()).isEqualTo(LONG);
    assertThat(json.get(0).path("advice").textValue()).isEqualTo("buy one");
  }
}
