package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Evidence;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecProbesTest {
  @ParameterizedTest
  @CsvSource({
    "redis-cli ping, PONG, true",
    "/usr/bin/redis-cli -p 6380 PING, PONG, true",
    "redis-cli -a x ping, Warning: a password on the command line PONG, true",
    "redis-cli ping, NOAUTH Authentication required., false",
    "redis-cli ping, LOADING Redis is loading the dataset in memory, false",
    "redis-cli ping, '', false",
    "redis-cli info, redis_version:7.0, true",
    "/check ping, fine, true"
  })
  void whatRedisSaysCountsAndOfOthersTheExitCode(String command, String said, boolean good) {
    var exit = Evidence.of(true, "exit code 0: " + said);
    assertThat(ExecProbes.judge(List.of(command.split(" ")), exit).good()).isEqualTo(good);
    assertThat(ExecProbes.judge(List.of(command.split(" ")), exit).message()).contains(said);
  }

  @ParameterizedTest
  @CsvSource({"redis-cli ping, PONG", "true, ''"})
  void anExitCodeThatIsNotZeroIsBad(String command, String said) {
    var exit = Evidence.of(false, "exit code 1: " + said);
    assertThat(ExecProbes.judge(List.of(command.split(" ")), exit)).isEqualTo(exit);
  }
}
