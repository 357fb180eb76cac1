package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("outer")
class CommandTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Test
  void bothOutputsAreKept() {
    var result = Command.run(TIMEOUT, List.of("sh", "-c", "echo out; echo err >&2; exit 3"));
    assertThat(result).isEqualTo(new Command.Result(3, "out\nerr"));
  }

  @Test
  void argumentsAreNeverReadByAShell() {
    var result = Command.run(TIMEOUT, List.of("printf", "%s", "$(id); `id` 'x'"));
    assertThat(result.output()).isEqualTo("$(id); `id` 'x'");
  }

  @Test
  void nothingIsOnItsInput() {
    assertThat(Command.run(TIMEOUT, List.of("cat")).output()).isEmpty();
  }

  @Test
  void aFailureSaysCommandCodeAndOutput() {
    assertThatThrownBy(() -> Command.must(TIMEOUT, List.of("sh", "-c", "echo why; exit 4")))
        .isInstanceOf(HostException.class)
        .hasMessage("sh -c echo why; exit 4: exit 4: why");
  }

  @Test
  void aProgramThatIsNotThereIsAFailure() {
    assertThatThrownBy(() -> Command.run(TIMEOUT, List.of("/no/such/program")))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("/no/such/program");
  }

  @Test
  void theDeadlineEndsItAndItsChildren() {
    var argv = List.of("sh", "-c", "sleep 60 & wait");
    assertThatThrownBy(() -> Command.run(Duration.ofMillis(100), argv))
        .hasMessageContaining("no end after");
  }

  @Test
  void outputIsBounded() {
    var result = Command.run(TIMEOUT, List.of("head", "-c", "200000", "/dev/zero"));
    assertThat(result.output().length()).isLessThanOrEqualTo(64 * 1024);
  }

  @Test
  void aDaemonThatKeepsTheOutputIsNotWaitedFor() {
    var result = Command.run(TIMEOUT, List.of("sh", "-c", "sleep 3 & echo started"));
    assertThat(result.output()).isEqualTo("started");
  }
}
